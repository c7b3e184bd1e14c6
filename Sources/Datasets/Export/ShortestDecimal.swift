/// The shortest decimal numbers that are read back as the same `Float`.
///
/// Of the decimals that round to a value this is one with the fewest digits, and of those the one
/// nearest to it: `digits` × 10^`exponent`, as ``Swift/Float/description`` has it.
///
/// Source: Giulietti, "The Schubfach way to render doubles", 2020, for single precision.
struct ShortestDecimal {
  /// `⌈10^k 2^(63 - ⌊log₂ 10^k⌋)⌉` for k from -31 to 45.
  private let powers = Self.table

  /// Digits and decimal exponent of a finite value above 0, given its bits.
  @inline(__always)
  func decimal(of bits: UInt32) -> (digits: UInt32, exponent: Int) {
    let fraction = bits & 0x7F_FFFF
    let biased = Int(bits >> 23)
    let significand = biased == 0 ? fraction : fraction | 0x80_0000
    let exponent = max(biased, 1) &- 150
    if exponent <= 0, exponent > -24, significand & ((1 &<< UInt32(-exponent)) &- 1) == 0 {
      return (significand >> UInt32(-exponent), 0)
    }
    // Below a power of two the neighbour is half as far.
    let isClose = fraction == 0 && biased > 1
    let odd = significand & 1
    let power = (exponent &* 1_262_611 &- (isClose ? 524_031 : 0)) >> 22
    let shift = UInt32(exponent &+ ((-power) &* 1_741_647) >> 19 &+ 1)
    let scale = powers[31 &- power]
    let middle = significand &* 4
    let low = Self.product(scale, (middle &- 2 &+ (isClose ? 1 : 0)) &<< shift) &+ odd
    let value = Self.product(scale, middle &<< shift)
    let high = Self.product(scale, (middle &+ 2) &<< shift) &- odd
    let whole = value / 4
    if whole >= 10 {
      let tens = whole / 10
      let isLowIn = low <= 40 &* tens
      let isHighIn = 40 &* tens &+ 40 <= high
      if isLowIn != isHighIn { return (tens &+ (isHighIn ? 1 : 0), power &+ 1) }
    }
    let isLowIn = low <= 4 &* whole
    let isHighIn = 4 &* whole &+ 4 <= high
    if isLowIn != isHighIn { return (whole &+ (isHighIn ? 1 : 0), power) }
    let half = 4 &* whole &+ 2
    let roundsUp = value > half || (value == half && whole & 1 != 0)
    return (whole &+ (roundsUp ? 1 : 0), power)
  }

  /// The upper bits of a product; the last one is set if anything lies below them.
  @inline(__always)
  private static func product(_ scale: UInt64, _ factor: UInt32) -> UInt32 {
    let low = (scale & 0xFFFF_FFFF) &* UInt64(factor)
    let sum = (scale >> 32) &* UInt64(factor) &+ low >> 32
    return UInt32(truncatingIfNeeded: sum >> 32)
      | (UInt32(truncatingIfNeeded: sum) > 1 ? 1 : 0)
  }

  private static let table: [UInt64] = [
    0x81CE_B32C_4B43_FCF5, 0xA242_5FF7_5E14_FC32, 0xCAD2_F7F5_359A_3B3F,
    0xFD87_B5F2_8300_CA0E, 0x9E74_D1B7_91E0_7E49, 0xC612_0625_7658_9DDB,
    0xF796_87AE_D3EE_C552, 0x9ABE_14CD_4475_3B53, 0xC16D_9A00_9592_8A28,
    0xF1C9_0080_BAF7_2CB2, 0x971D_A050_74DA_7BEF, 0xBCE5_0864_9211_1AEB,
    0xEC1E_4A7D_B695_61A6, 0x9392_EE8E_921D_5D08, 0xB877_AA32_36A4_B44A,
    0xE695_94BE_C44D_E15C, 0x901D_7CF7_3AB0_ACDA, 0xB424_DC35_095C_D810,
    0xE12E_1342_4BB4_0E14, 0x8CBC_CC09_6F50_88CC, 0xAFEB_FF0B_CB24_AAFF,
    0xDBE6_FECE_BDED_D5BF, 0x8970_5F41_36B4_A598, 0xABCC_7711_8461_CEFD,
    0xD6BF_94D5_E57A_42BD, 0x8637_BD05_AF6C_69B6, 0xA7C5_AC47_1B47_8424,
    0xD1B7_1758_E219_652C, 0x8312_6E97_8D4F_DF3C, 0xA3D7_0A3D_70A3_D70B,
    0xCCCC_CCCC_CCCC_CCCD, 0x8000_0000_0000_0000, 0xA000_0000_0000_0000,
    0xC800_0000_0000_0000, 0xFA00_0000_0000_0000, 0x9C40_0000_0000_0000,
    0xC350_0000_0000_0000, 0xF424_0000_0000_0000, 0x9896_8000_0000_0000,
    0xBEBC_2000_0000_0000, 0xEE6B_2800_0000_0000, 0x9502_F900_0000_0000,
    0xBA43_B740_0000_0000, 0xE8D4_A510_0000_0000, 0x9184_E72A_0000_0000,
    0xB5E6_20F4_8000_0000, 0xE35F_A931_A000_0000, 0x8E1B_C9BF_0400_0000,
    0xB1A2_BC2E_C500_0000, 0xDE0B_6B3A_7640_0000, 0x8AC7_2304_89E8_0000,
    0xAD78_EBC5_AC62_0000, 0xD8D7_26B7_177A_8000, 0x8786_7832_6EAC_9000,
    0xA968_163F_0A57_B400, 0xD3C2_1BCE_CCED_A100, 0x8459_5161_4014_84A0,
    0xA56F_A5B9_9019_A5C8, 0xCECB_8F27_F420_0F3A, 0x813F_3978_F894_0985,
    0xA18F_07D7_36B9_0BE6, 0xC9F2_C9CD_0467_4EDF, 0xFC6F_7C40_4581_2297,
    0x9DC5_ADA8_2B70_B59E, 0xC537_1912_364C_E306, 0xF684_DF56_C3E0_1BC7,
    0x9A13_0B96_3A6C_115D, 0xC097_CE7B_C907_15B4, 0xF0BD_C21A_BB48_DB21,
    0x9676_9950_B50D_88F5, 0xBC14_3FA4_E250_EB32, 0xEB19_4F8E_1AE5_25FE,
    0x92EF_D1B8_D0CF_37BF, 0xB7AB_C627_0503_05AE, 0xE596_B7B0_C643_C71A,
    0x8F7E_32CE_7BEA_5C70, 0xB35D_BF82_1AE4_F38C,
  ]
}
