/*
 * Cross-entropy as a plug-in that can be spoiled: each -D makes it break one rule.
 */
#include "lopsided_loss.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef ABI
#define ABI LOPSIDED_LOSS_ABI_VERSION
#endif
#ifndef NAME
#define NAME "plain"
#endif
#ifndef TITLE
#define TITLE "plain cross-entropy"
#endif
#ifndef FLAGS
#define FLAGS                                                                                      \
  (LOPSIDED_LOSS_STRICTLY_PROPER | LOPSIDED_LOSS_CONVEX | LOPSIDED_LOSS_POINTWISE |                \
   LOPSIDED_LOSS_RECOVERS_POSTERIOR)
#endif
#ifndef WEIGHT
#define WEIGHT "weight", 1, 0, 10, "how much a row counts"
#endif
#ifndef LOSS_SIZE
#define LOSS_SIZE sizeof(lopsided_loss)
#endif
#ifndef LOSS_COUNT
#define LOSS_COUNT 1
#endif
#ifndef EVALUATE
#define EVALUATE evaluate
#endif

int64_t evaluate(const double *settings, size_t setting_count, const lopsided_batch *batch,
                 const lopsided_output *output) {
  (void)setting_count;
  const size_t rows = batch->row_count;
#ifdef ERROR
  return ERROR;
#endif
#ifdef MISCHIEF
  /* As long as a file of that name stands in the working folder. */
  if (access("crash", F_OK) == 0)
    *(volatile int *)0 = 1;
  if (access("greedy", F_OK) == 0) {
    while (malloc(1 << 24))
      ;
    abort();
  }
  while (access("hang", F_OK) == 0)
    usleep(10000);
#endif
#ifdef BATCH
  output->value[0] = 0;
  const double share = settings[0] / (double)rows;
#else
  const double share = settings[0];
#endif
#ifdef UNWRITTEN
  const size_t end = rows - 1;
#else
  const size_t end = rows;
#endif
  for (size_t row = 0; row < end; row++) {
    const double sign = batch->labels[row] > 0.5 ? 1 : -1;
    const double margin = sign * batch->logits[row];
    const double e = exp(-fabs(margin));
    const double wrong = (margin >= 0 ? e : 1) / (1 + e);
    const double value = share * (log1p(e) + fmax(-margin, 0));
#ifdef BATCH
    output->value[0] += value;
#else
    output->value[row] = value;
#endif
    output->gradient[row] = -sign * share * wrong;
    if (output->curvature)
      output->curvature[row] = share * wrong * (1 - wrong);
  }
#ifdef NAN_GRADIENT
  if (rows > 2)
    output->gradient[2] = NAN;
#endif
#ifdef INFINITE_VALUE
  output->value[0] = INFINITY;
#endif
#ifdef NAN_CURVATURE
  if (output->curvature)
    output->curvature[rows - 1] = NAN;
#endif
#ifdef ONE_TOO_MANY
  output->gradient[rows] = 0;
#endif
#ifdef ONE_BEFORE
  output->value[-1] = 0;
#endif
#ifdef TOO_FEW
  return (int64_t)rows - 1;
#endif
  return (int64_t)rows;
}

#ifdef RECOVERED
static double recover(const double *settings, size_t setting_count, double logit,
                      const lopsided_batch *training) {
  (void)settings, (void)setting_count, (void)logit, (void)training;
  return RECOVERED;
}
#define RECOVER recover
#else
#define RECOVER NULL
#endif

#ifdef CONSTANT
static double constant(const double *settings, size_t setting_count,
                       const lopsided_batch *training) {
  (void)settings, (void)setting_count, (void)training;
  return CONSTANT;
}
#define OPTIMAL constant
#else
#define OPTIMAL NULL
#endif

static const lopsided_setting settings[] = {
    {WEIGHT},
#ifdef TWICE
    {WEIGHT},
#endif
};

static const lopsided_loss losses[] = {
    {NAME, TITLE, "-w log q", "Cox, 1958", FLAGS, sizeof settings / sizeof settings[0],
#ifdef NO_SETTINGS
     NULL,
#else
     settings,
#endif
     EVALUATE, RECOVER, OPTIMAL},
    {"second", TITLE, "-log q", "Cox, 1958", FLAGS, 1, settings, EVALUATE, RECOVER, OPTIMAL},
};

static const lopsided_plugin plugin = {ABI, LOSS_COUNT, LOSS_SIZE, losses};

#ifdef SYMBOL
#define lopsided_loss_plugin SYMBOL
const lopsided_plugin *lopsided_loss_plugin(void);
#endif

const lopsided_plugin *lopsided_loss_plugin(void) {
#ifdef NO_DESCRIPTION
  return NULL;
#else
  return &plugin;
#endif
}
