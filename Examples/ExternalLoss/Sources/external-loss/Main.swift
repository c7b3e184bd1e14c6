import LopsidedCommand

@main
struct Main {
  static func main() async {
    await LopsidedCommand.start(with: [InverseFocal.self])
  }
}
