internal import CXGBoost
internal import Foundation

/// The functions of an XGBoost library that are called here.
///
/// Unchecked, because C functions have no state of their own; XGBoost allows calls from any number
/// of threads as long as no two of them change one booster or matrix.
@safe struct XGBoostFunctions: @unchecked Sendable {
  let version: lopsided_xgb_version
  let lastError: lopsided_xgb_last_error
  let setGlobalConfig: lopsided_xgb_set_global_config

  let createProxy: lopsided_xgb_proxy_create
  let setDense: lopsided_xgb_proxy_set_dense
  let createQuantileMatrix: lopsided_xgb_quantile_matrix_create
  let freeMatrix: lopsided_xgb_matrix_free
  let setFloats: lopsided_xgb_matrix_set_floats
  let setMatrixTexts: lopsided_xgb_set_feature_texts

  let createBooster: lopsided_xgb_booster_create
  let freeBooster: lopsided_xgb_booster_free
  let setParameter: lopsided_xgb_booster_set
  let setBoosterTexts: lopsided_xgb_set_feature_texts
  let featureCount: lopsided_xgb_booster_features
  let roundCount: lopsided_xgb_booster_rounds
  let slice: lopsided_xgb_booster_slice
  let update: lopsided_xgb_booster_update
  /// Since version 2.1.
  let train: lopsided_xgb_booster_train?
  /// Until ``train`` came; deprecated since.
  let boost: lopsided_xgb_booster_boost?
  let predictMatrix: lopsided_xgb_predict_matrix
  let predictDense: lopsided_xgb_predict_dense
  let save: lopsided_xgb_save
  let load: lopsided_xgb_load

  /// Where XGBoost's threads can be had for work of ours: not every build of it has them, or has
  /// them by this name.
  let parallel: lopsided_omp_parallel?

  /// Looks the functions up.
  ///
  /// - Throws: ``TreeError/libraryIncomplete(path:symbol:)``.
  init(of library: UnsafeMutableRawPointer, path: String) throws(TreeError) {
    func optional<Function>(_ name: String, as type: Function.Type) -> Function? {
      unsafe dlsym(library, name).map { unsafe unsafeBitCast($0, to: type) }
    }
    func function<Function>(_ name: String) throws(TreeError) -> Function {
      guard let found = optional(name, as: Function.self) else {
        throw .libraryIncomplete(path: path, symbol: name)
      }
      return found
    }
    unsafe version = unsafe try function("XGBoostVersion")
    unsafe lastError = unsafe try function("XGBGetLastError")
    unsafe setGlobalConfig = unsafe try function("XGBSetGlobalConfig")
    unsafe createProxy = unsafe try function("XGProxyDMatrixCreate")
    unsafe setDense = unsafe try function("XGProxyDMatrixSetDataDense")
    unsafe createQuantileMatrix = unsafe try function("XGQuantileDMatrixCreateFromCallback")
    unsafe freeMatrix = unsafe try function("XGDMatrixFree")
    unsafe setFloats = unsafe try function("XGDMatrixSetFloatInfo")
    unsafe setMatrixTexts = unsafe try function("XGDMatrixSetStrFeatureInfo")
    unsafe createBooster = unsafe try function("XGBoosterCreate")
    unsafe freeBooster = unsafe try function("XGBoosterFree")
    unsafe setParameter = unsafe try function("XGBoosterSetParam")
    unsafe setBoosterTexts = unsafe try function("XGBoosterSetStrFeatureInfo")
    unsafe featureCount = unsafe try function("XGBoosterGetNumFeature")
    unsafe roundCount = unsafe try function("XGBoosterBoostedRounds")
    unsafe slice = unsafe try function("XGBoosterSlice")
    unsafe update = unsafe try function("XGBoosterUpdateOneIter")
    unsafe train = unsafe optional(
      "XGBoosterTrainOneIter", as: lopsided_xgb_booster_train.self)
    unsafe boost =
      unsafe train == nil ? try function("XGBoosterBoostOneIter") : nil
    unsafe predictMatrix = unsafe try function("XGBoosterPredictFromDMatrix")
    unsafe predictDense = unsafe try function("XGBoosterPredictFromDense")
    unsafe save = unsafe try function("XGBoosterSaveModelToBuffer")
    unsafe load = unsafe try function("XGBoosterLoadModelFromBuffer")
    unsafe parallel = unsafe optional("GOMP_parallel", as: lopsided_omp_parallel.self)
  }
}
