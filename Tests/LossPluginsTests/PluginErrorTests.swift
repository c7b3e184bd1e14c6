import Foundation
import LossPlugins
import Losses
import Testing

@Suite(
  "A library that cannot be used is refused with a sentence",
  .enabled(if: Workshop.compiler != nil, Comment(rawValue: Workshop.comment)))
struct PluginErrorTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test(
    "What the library says of itself and its losses is checked",
    arguments: [
      (["-DSYMBOL=other"], "exports no function 'lopsided_loss_plugin'"),
      (["-DNO_DESCRIPTION"], "gives NULL"),
      (["-DABI=99"], "compiled for version 99 of the interface, and this is version 1. Compile"),
      (["-DLOSS_SIZE=8"], "gives 8 bytes as the size of a loss"),
      (["-DLOSS_COUNT=0"], "describes no loss"),
      (["-DNAME=0"], "Loss 1 of the plug-in"),
      (["-DNAME=\"\""], "is called ''; a name is lower-case words"),
      (["-DNAME=\"Bad Name\""], "is called 'Bad Name'; a name is lower-case words"),
      (["-DNAME=\"two--hyphens\""], "is called 'two--hyphens'"),
      (["-DTITLE=0"], "The loss 'plain' of the plug-in"),
      (["-DTITLE=\"\\xff\""], "has no title; it must be text in UTF-8."),
      (["-DEVALUATE=0"], "has no function 'evaluate'"),
      (["-DFLAGS=36"], "has none above 16"),
      (["-DFLAGS=8"], "recovers the posterior only by a function"),
      (["-DTWICE"], "The setting 'weight' of the loss 'plain' of the plug-in"),
      (["-DNO_SETTINGS"], "is counted by setting_count, but 'settings' is NULL."),
      (["-DWEIGHT=\"1st\",1,0,10,0"], "must have a name that is a letter"),
      (["-DWEIGHT=\"w\",NAN,0,10,0"], "has the default nan, which is not finite."),
      (["-DWEIGHT=\"w\",20,0,10,0"], "has the default 20.0, which is outside its range, 0.0 to 10"),
      (["-DWEIGHT=\"w\",1,10,0,0"], "which is no range"),
      (["-DWEIGHT=\"w\",1,NAN,10,0"], "which is no range"),
    ])
  func description(flags: [String], part: String) throws {
    let file = try workshop.build(Workshop.source, flags)
    let error = #expect(throws: PluginError.self) { try LossPlugin(at: file) }
    let sentence = error?.description ?? ""
    #expect(sentence.contains(part), "\(sentence)")
    #expect(sentence.contains(file) && sentence.hasSuffix("."))
  }

  @Test("A file that is missing, a folder, or something else than a library")
  func files() throws {
    #expect(throws: PluginError.missingFile(path: "nowhere.so")) {
      try LossPlugin(at: "nowhere.so")
    }
    let text = workshop.folder.appending(path: "text.so")
    try "no library".write(to: text, atomically: true, encoding: .utf8)
    let error = #expect(throws: PluginError.self) { try LossPlugin(at: text.path) }
    #expect(error?.description.contains("cannot be loaded as a shared library") == true)
    #expect(throws: PluginError.self) { try LossPlugin(at: workshop.folder.path) }
  }

  @Test("A name that is taken, by the catalogue or by an earlier plug-in")
  func taken() throws {
    var losses = LossCatalogue.builtIn
    let file = try workshop.build(Workshop.source, ["-DNAME=\"cross-entropy\""])
    #expect(throws: PluginError.nameTaken(path: file, name: "cross-entropy")) {
      try LossPlugin(at: file).add(to: &losses)
    }
    let good = try workshop.build()
    try LossPlugin(at: good).add(to: &losses)
    #expect(throws: PluginError.nameTaken(path: good, name: "plain")) {
      try LossPlugin(at: good).add(to: &losses)
    }
  }

  @Test("Settings are held to their ranges")
  func settings() throws {
    let entry = try LossPlugin(at: workshop.build()).entries[0]
    #expect(entry.profile.tuningGrid == [["weight": 1]])
    #expect(try entry.make(settings: ["weight": 3]).settings == ["weight": 3])
    let error = #expect(throws: LossError.self) { try entry.make(settings: ["weight": 11]) }
    #expect(
      error?.description
        == """
        The setting 'weight' of the loss 'plain' is 11.0; it must be from 0.0 to 10.0 \
        (how much a row counts).
        """)
    #expect(throws: LossError.unknownSetting("wait", of: "plain", known: ["weight"])) {
      try entry.make(settings: ["wait": 1])
    }
  }
}
