/*
 * Symmetric cross-entropy: cross-entropy, and beside it cross-entropy with label and prediction
 * exchanged, which is bounded and so does not chase wrong labels.
 *
 *     -alpha log q - beta A (1 - q)        q = the probability given to the true class
 *
 * A < 0 stands for log 0, the logarithm of the label of the other class.
 *
 * Wang et al., Symmetric cross entropy for robust learning with noisy labels, 2019.
 */
#include "lopsided_loss.h"

#include <math.h>

static int64_t evaluate(const double *settings, size_t setting_count, const lopsided_batch *batch,
                        const lopsided_output *output) {
  (void)setting_count;
  const double alpha = settings[0];
  const double reverse = -settings[1] * settings[2];
  for (size_t row = 0; row < batch->row_count; row++) {
    /* On the margin m = +-z, where all digits of a row that is surely right are kept. */
    const double sign = batch->labels[row] > 0.5 ? 1 : -1;
    const double margin = sign * batch->logits[row];
    const double e = exp(-fabs(margin));
    const double right = (margin >= 0 ? 1 : e) / (1 + e);
    const double wrong = (margin >= 0 ? e : 1) / (1 + e);
    output->value[row] = alpha * (log1p(e) + fmax(-margin, 0)) + reverse * wrong;
    output->gradient[row] = -sign * wrong * (alpha + reverse * right);
    if (output->curvature)
      output->curvature[row] = right * wrong * (alpha + reverse * (right - wrong));
  }
  return (int64_t)batch->row_count;
}

static const lopsided_setting settings[] = {
    {"alpha", 0.1, 1e-6, 1e6, "weight of cross-entropy"},
    {"beta", 1, 0, 1e6, "weight of reverse cross-entropy"},
    {"logZero", -4, -100, 0, "what stands for the logarithm of zero"},
};

static const lopsided_loss losses[] = {{
    .name = "symmetric-cross-entropy",
    .title = "symmetric cross-entropy",
    .formula = "-alpha log q - beta logZero (1 - q), q = p for y = 1 and 1 - p for y = 0",
    .reference = "Wang et al., Symmetric cross entropy for robust learning, 2019",
    .flags = LOPSIDED_LOSS_POINTWISE | LOPSIDED_LOSS_RECOVERS_POSTERIOR,
    .setting_count = sizeof settings / sizeof settings[0],
    .settings = settings,
    .evaluate = evaluate,
}};

const lopsided_plugin *lopsided_loss_plugin(void) {
  static const lopsided_plugin plugin = {
      .abi_version = LOPSIDED_LOSS_ABI_VERSION,
      .loss_count = sizeof losses / sizeof losses[0],
      .loss_size = sizeof(lopsided_loss),
      .losses = losses,
  };
  return &plugin;
}
