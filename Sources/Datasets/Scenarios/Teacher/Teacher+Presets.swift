extension Teacher {
  /// The presets, the default first.
  public static let presets = [
    ScenarioPreset(
      name: "default", summary: "Mostly linear and steep: Bayes AP near 0.85.",
      parameters: parameters(rho: 0.94, slope: 10)),
    ScenarioPreset(
      name: "easy", summary: "Steeper still, and more of it linear.",
      parameters: parameters(rho: 0.96, slope: 16)),
    ScenarioPreset(
      name: "medium", summary: "A gentler slope: a third of the ranking is chance.",
      parameters: parameters(rho: 0.92, slope: 6)),
    ScenarioPreset(
      name: "hard", summary: "A gentle slope, a tenth of its variance nonlinear in each piece.",
      parameters: parameters(rho: 0.9, slope: 3.4)),
    ScenarioPreset(
      name: "worldline", summary: "As hard as the published Worldline e-commerce data.",
      parameters: parameters(rho: 0.88, slope: 2.5)),
  ]

  /// The parameters there are.
  public static let parameterDeclarations = [
    ParameterDeclaration(
      "rho", "correlation of the logit with its linear part; the rest is nonlinear", in: 0...1),
    ParameterDeclaration("slope", "standard deviation of the logit", in: 1...30),
    ParameterDeclaration(
      "base-prevalence", "prevalence at which the posterior is the logistic function of the logit",
      in: 1e-6...0.5),
  ]

  private static func parameters(rho: Double, slope: Double) -> [ScenarioParameter] {
    [
      ScenarioParameter("rho", rho), ScenarioParameter("slope", slope),
      ScenarioParameter("base-prevalence", 0.001),
    ]
  }

  /// What ``TeacherSolution/init(rho:slope:basePrevalence:)`` gives for the presets.
  ///
  /// Frozen, so that no change of the quadrature can change a row.
  static let solutions = [
    TeacherSolution(
      rho: 0.94, slope: 10, basePrevalence: 0.001, intercept: -31.568_100_555_23,
      tilt: 0.3215),
    TeacherSolution(
      rho: 0.96, slope: 16, basePrevalence: 0.001, intercept: -49.937_675_609_14,
      tilt: 0.1995),
    TeacherSolution(
      rho: 0.92, slope: 6, basePrevalence: 0.001, intercept: -19.524_842_902_50,
      tilt: 0.5364),
    TeacherSolution(
      rho: 0.9, slope: 3.4, basePrevalence: 0.001, intercept: -12.168_300_101_49,
      tilt: 0.8785),
    TeacherSolution(
      rho: 0.88, slope: 2.5, basePrevalence: 0.001, intercept: -9.960_245_879_78,
      tilt: 0.9781),
  ]
}

/// The intercept that gives the teacher its base prevalence, and the tilt that positives are
/// proposed with.
struct TeacherSolution: Equatable, Sendable {
  let rho: Double
  let slope: Double
  let basePrevalence: Double
  let intercept: Double
  let tilt: Double

  init(rho: Double, slope: Double, basePrevalence: Double, intercept: Double, tilt: Double) {
    (self.rho, self.slope, self.basePrevalence) = (rho, slope, basePrevalence)
    (self.intercept, self.tilt) = (intercept, tilt)
  }

  /// The solution by quadrature, see ``TeacherPrevalence``.
  init(rho: Double, slope: Double, basePrevalence: Double) {
    let prevalence = TeacherPrevalence(rho: rho, slope: slope)
    let intercept = prevalence.intercept(prevalence: basePrevalence)
    self.init(
      rho: rho, slope: slope, basePrevalence: basePrevalence, intercept: intercept,
      tilt: prevalence.tilt(intercept: intercept))
  }
}
