public import CProcessor
public import KernelInterface
internal import KernelsBaseline

#if arch(x86_64)
  internal import KernelsAVX2
  internal import KernelsAVX512
#endif

/// The vector instructions that arithmetic may use.
public enum InstructionSet: Int, Sendable, CaseIterable {
  /// What every processor of the architecture has: SSE2, or NEON.
  case baseline
  /// AVX2 with fused multiply-add.
  case avx2
  /// AVX-512.
  case avx512

  /// The widest of this processor.
  public static let best = InstructionSet(rawValue: Int(lopsided_vector_level())) ?? .baseline

  /// Those that this processor has.
  public static var available: [InstructionSet] { allCases.filter { $0.rawValue <= best.rawValue } }

  /// The arithmetic with these instructions.
  public var arithmetic: any BatchArithmetic.Type {
    #if arch(x86_64)
      switch self {
      case .baseline: KernelsBaseline.BatchKernels.self
      case .avx2: KernelsAVX2.BatchKernels.self
      case .avx512: KernelsAVX512.BatchKernels.self
      }
    #else
      KernelsBaseline.BatchKernels.self
    #endif
  }
}

/// Tells the processor that this thread waits for another one.
@inlinable @inline(__always)
public func pauseBriefly() { lopsided_pause() }
