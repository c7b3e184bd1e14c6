/*
 * Losses for Lopsided from a shared library. This header is all that a plug-in needs.
 *
 *   cc -std=c11 -O2 -fPIC -shared -I. my_loss.c -o my_loss.so -lm
 *   lopsided loss list --plugin ./my_loss.so
 *   lopsided run suite.yaml --plugin ./my_loss.so
 *
 * The library exports one function, lopsided_loss_plugin(), which returns a description of one or
 * more losses. All memory that it points to must stay as it is while the process lives: static
 * data. Text is UTF-8.
 *
 * A loss is a function of a logit z and a label y (1 positive, 0 negative); p = 1 / (1 + exp(-z)).
 * All numbers are double. A loss has no memory: the same input must give the same output.
 *
 * THREADS. Trials run on several threads. Every function here must be reentrant: no writable
 * globals, no static buffers. Leave rounding mode and locale as they are.
 *
 * CHECKS. The caller checks each result: rows left unwritten, NaN or infinity, a wrong number of
 * rows, and writes just outside a buffer end the trial with a sentence that names loss and row. It
 * cannot catch a crash, or a write far outside a buffer: a plug-in shares the process.
 */
#ifndef LOPSIDED_LOSS_H
#define LOPSIDED_LOSS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface. It grows when a plug-in must be compiled anew. New members may be
 * appended to lopsided_loss under the same version: loss_size tells how many a plug-in knows. */
#define LOPSIDED_LOSS_ABI_VERSION ((uint32_t)1)

/* What a user must know of a loss, at its default settings. Each flag is a promise that
 * `lopsided loss check` puts to the test. */
/* The best output is the posterior itself: sigmoid(z*) = P(y = 1 | x), uniquely. */
#define LOPSIDED_LOSS_STRICTLY_PROPER ((uint32_t)1)
/* Convex in the logit. */
#define LOPSIDED_LOSS_CONVEX ((uint32_t)2)
/* A sum over rows: a row's value depends on that row alone. Without this flag the loss is one of
 * the batch as a whole, and batches that lack a class are passed over. */
#define LOPSIDED_LOSS_POINTWISE ((uint32_t)4)
/* The posterior can be computed from the best output: by recover_posterior, or for a pointwise
 * loss without that function from the gradient. */
#define LOPSIDED_LOSS_RECOVERS_POSTERIOR ((uint32_t)8)
/* Cannot be evaluated unless each row's amount is known. */
#define LOPSIDED_LOSS_NEEDS_AMOUNTS ((uint32_t)16)

/* A number that users may set in a suite file. */
typedef struct lopsided_setting {
  const char *name;     /* a letter, then letters, digits, '-' or '_'; unique within the loss */
  double default_value; /* finite, from minimum to maximum */
  double minimum;       /* the smallest valid value; may be -INFINITY */
  double maximum;       /* the largest valid value; may be INFINITY */
  const char *help;     /* one sentence */
} lopsided_setting;

/* The rows to be evaluated. Read only. */
typedef struct lopsided_batch {
  size_t row_count;      /* at least 1 */
  const double *logits;  /* row_count finite numbers */
  const double *labels;  /* row_count numbers, each 0 or 1 */
  const double *amounts; /* row_count numbers, at least 0, or NULL where they are unknown */
  double positives;      /* positive rows of the training set */
  double negatives;      /* negative rows of the training set */
  double progress;       /* share of the planned epochs that are finished, 0...1 */
} lopsided_batch;

/* Where the results go. */
typedef struct lopsided_output {
  /* Pointwise: row_count numbers, the loss of each row. Otherwise one number, the loss of the
   * batch: a mean, not a sum over rows. */
  double *value;
  /* row_count numbers: the derivative of the value by each logit. */
  double *gradient;
  /* NULL, or row_count numbers: the second derivative of the value by each logit. */
  double *curvature;
} lopsided_output;

/* One loss. */
typedef struct lopsided_loss {
  const char *name;      /* in suite files, kebab-case: "symmetric-cross-entropy" */
  const char *title;     /* inside a sentence: "symmetric cross-entropy" */
  const char *formula;   /* in plain text, with z, y and p */
  const char *reference; /* who proposed it: author, title or venue, year */
  uint32_t flags;        /* LOPSIDED_LOSS_... added up */
  uint32_t setting_count;
  const lopsided_setting *settings; /* NULL if setting_count is 0 */

  /* Writes value, gradient and, unless it is NULL, curvature. `settings` holds setting_count
   * numbers in the order of the array above. Returns the number of rows written, row_count, or a
   * negative number of your own if the batch cannot be evaluated. Required. */
  int64_t (*evaluate)(const double *settings, size_t setting_count, const lopsided_batch *batch,
                      const lopsided_output *output);

  /* The posterior P(y = 1 | x) that makes `logit` the best output. NaN if there is none. Optional:
   * NULL. `training` has the counts and the progress, and no rows. */
  double (*recover_posterior)(const double *settings, size_t setting_count, double logit,
                              const lopsided_batch *training);

  /* The constant logit that minimises the loss at the training prevalence, where every model
   * starts; NaN if the minimum lies at infinity. Optional: NULL, and a pointwise loss is minimised
   * by the caller, another starts at the prevalence. */
  double (*optimal_constant)(const double *settings, size_t setting_count,
                             const lopsided_batch *training);
} lopsided_loss;

/* What the library offers. */
typedef struct lopsided_plugin {
  uint32_t abi_version; /* LOPSIDED_LOSS_ABI_VERSION */
  uint32_t loss_count;  /* at least 1 */
  size_t loss_size;     /* sizeof(lopsided_loss) */
  const lopsided_loss *losses;
} lopsided_plugin;

#if defined(_WIN32)
#define LOPSIDED_LOSS_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define LOPSIDED_LOSS_EXPORT __attribute__((visibility("default")))
#else
#define LOPSIDED_LOSS_EXPORT
#endif

/* The one function that the library exports. */
LOPSIDED_LOSS_EXPORT const lopsided_plugin *lopsided_loss_plugin(void);

#ifdef __cplusplus
}
#endif

#endif
