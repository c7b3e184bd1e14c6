import Datasets
import Foundation

/// Rows with everything that a format must carry: categories, missing values, all attributes, and
/// an oracle with noisy labels.
enum ExportTestRows {
  static let levels = ["plain", "with, comma", "a \"quote\"", "", " blank"]

  static let dataset = Dataset(
    columns: [
      FeatureColumn("x"), FeatureColumn("kind", .categorical(levels: levels)),
      FeatureColumn("Betrag, €"), FeatureColumn("amount"),
    ],
    features: [
      0, 0, -0.0, 12.5,
      0.1, 1, .infinity, .leastNonzeroMagnitude,
      .nan, 2, -3.402_823_5e38, 16_777_216,
      -1.5, 3, 1e-5, 33_554_432,
      7, .nan, 0.0001, .nan,
      123_456.79, 4, 1, 100,
    ],
    labels: [0, 1, 0, 0, 1, 0],
    attributes: RowAttributes(
      amounts: [1, 2.5, 0, 1e10, 3, 0.3], times: [0.1, 1, 2, 3.25, 4, 1e-7],
      entities: [0, 4_294_967_295, 7, 7, 8, 9], weights: [1, 1, 2, 0.5, 1, 1]),
    oracle: Oracle(
      posterior: [0.001, 0.9, 0.1, 1e-17, 1, 0], typology: [255, 1, 255, 255, 0, 255],
      typologyNames: ["loud", "quiet"],
      observation: Oracle.Observation(
        trueLabels: [0, 1, 0, 1, 1, 0], posterior: [0.0005, 0.45, 0.05, 5e-18, 0.5, 0])))

  static let csv = #"""
    x,kind,"Betrag, €",amount,amount_,time,entity,weight,label
    0.0,plain,-0.0,12.5,1.0,0.1,0,1.0,0
    0.1,"with, comma",inf,1e-45,2.5,1.0,4294967295,1.0,1
    ,"a ""quote""",-3.4028235e+38,16777216.0,0.0,2.0,7,2.0,0
    -1.5,"",1e-05,3.3554432e+07,1e+10,3.25,7,0.5,0
    7.0,,0.0001,,3.0,4.0,8,1.0,1
    123456.79," blank",1.0,100.0,0.3,1e-07,9,1.0,0

    """#

  static let oracleCSV = """
    posterior,typology,true-label,observed-posterior
    0.001,legitimate,0,0.0005
    0.9,quiet,1,0.45
    0.1,legitimate,0,0.05
    1e-17,legitimate,1,5e-18
    1.0,loud,1,0.5
    0.0,legitimate,0,0.0

    """

  static let svmlight = """
    0 3:-0.0 4:12.5
    1 1:0.1 2:1 3:inf 4:1e-45
    0 1:nan 2:2 3:-3.4028235e+38 4:16777216.0
    0 1:-1.5 2:3 3:1e-05 4:3.3554432e+07
    1 1:7.0 2:nan 3:0.0001 4:nan
    0 1:123456.79 2:4 3:1.0 4:100.0

    """

  static let attributesCSV = """
    amount_,time,entity,weight
    1.0,0.1,0,1.0
    2.5,1.0,4294967295,1.0
    0.0,2.0,7,2.0
    1e+10,3.25,7,0.5
    3.0,4.0,8,1.0
    0.3,1e-07,9,1.0

    """
}
