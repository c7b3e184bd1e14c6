// The types of those functions of XGBoost's C interface that Lopsided calls, as versions 1.7 and
// later have them. The library itself is opened at run time
// (docs/decisions/0015-xgboost-opened-at-run-time.md), so neither its headers nor its symbols are
// needed to build.
//
// Every function but the first two returns 0 when all is well. Handles of matrices and boosters are
// plain pointers. Texts called `array` are JSON in the form of NumPy's array interface.
#ifndef LOPSIDED_XGBOOST_FUNCTIONS_H
#define LOPSIDED_XGBOOST_FUNCTIONS_H

#include <stdint.h>

#pragma clang assume_nonnull begin

typedef void (*lopsided_xgb_version)(int *major, int *minor, int *patch);
typedef const char *_Nullable (*lopsided_xgb_last_error)(void);
typedef int (*lopsided_xgb_set_global_config)(const char *json);

// Matrices.
typedef int (*lopsided_xgb_next)(void *_Nullable iterator);
typedef void (*lopsided_xgb_reset)(void *_Nullable iterator);
typedef int (*lopsided_xgb_proxy_create)(void *_Nullable *proxy);
typedef int (*lopsided_xgb_proxy_set_dense)(void *proxy, const char *array);
typedef int (*lopsided_xgb_quantile_matrix_create)(
    void *_Nullable iterator, void *proxy, void *_Nullable reference, lopsided_xgb_reset reset,
    lopsided_xgb_next next, const char *config, void *_Nullable *matrix);
typedef int (*lopsided_xgb_matrix_free)(void *matrix);
typedef int (*lopsided_xgb_matrix_set_floats)(
    void *matrix, const char *field, const float *values, uint64_t count);
typedef int (*lopsided_xgb_set_feature_texts)(
    void *handle, const char *field, const char *_Nullable *_Nullable texts, uint64_t count);

// Boosters.
typedef int (*lopsided_xgb_booster_create)(
    void *_Nullable const *_Nullable matrices, uint64_t count, void *_Nullable *booster);
typedef int (*lopsided_xgb_booster_free)(void *booster);
typedef int (*lopsided_xgb_booster_set)(void *booster, const char *name, const char *value);
typedef int (*lopsided_xgb_booster_features)(void *booster, uint64_t *count);
typedef int (*lopsided_xgb_booster_rounds)(void *booster, int *rounds);
typedef int (*lopsided_xgb_booster_slice)(
    void *booster, int begin, int end, int step, void *_Nullable *slice);
// One round with XGBoost's own objective.
typedef int (*lopsided_xgb_booster_update)(void *booster, int round, void *matrix);
// One round with given derivatives: since 2.1, and before.
typedef int (*lopsided_xgb_booster_train)(
    void *booster, void *matrix, int round, const char *gradient_array, const char *curvature_array);
typedef int (*lopsided_xgb_booster_boost)(
    void *booster, void *matrix, float *gradient, float *curvature, uint64_t count);
// The results belong to the booster and hold until it predicts again on the same thread.
typedef int (*lopsided_xgb_predict_matrix)(
    void *booster, void *matrix, const char *config, const uint64_t *_Nullable *_Nonnull shape,
    uint64_t *dimensions, const float *_Nullable *_Nonnull result);
typedef int (*lopsided_xgb_predict_dense)(
    void *booster, const char *array, const char *config, void *_Nullable proxy,
    const uint64_t *_Nullable *_Nonnull shape, uint64_t *dimensions,
    const float *_Nullable *_Nonnull result);
typedef int (*lopsided_xgb_save)(
    void *booster, const char *config, uint64_t *length, const char *_Nullable *_Nonnull bytes);
typedef int (*lopsided_xgb_load)(void *booster, const void *bytes, uint64_t length);

// Of OpenMP's library, which XGBoost brings along (libgomp's interface, which others offer too): has
// a number of threads, the caller among them, call `work`, and waits for all of them.
typedef void (*lopsided_omp_work)(void *_Nullable context);
typedef void (*lopsided_omp_parallel)(
    lopsided_omp_work work, void *_Nullable context, unsigned threads, unsigned flags);

#pragma clang assume_nonnull end

#endif
