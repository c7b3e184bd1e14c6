import Foundation
import Testing

@testable import Experiments

@Suite("What Slurm is told, and what it says")
struct SlurmTextTests {
  private func script(_ options: SlurmOptions, at path: String = "/data/results") -> SlurmScript {
    SlurmScript(
      executable: "/opt/lop sided/lopsided", workingDirectory: "/home/ann's/100%",
      folder: SubmissionFolder.next(beside: URL(filePath: "\(path)/quick.sqlite")),
      options: options, name: "quick")
  }

  @Test("The script of the array")
  func array() {
    var options = SlurmOptions()
    options.partition = "long"
    options.account = "risk"
    options.time = "2:00:00"
    options.concurrent = 8
    options.coresPerTask = 2
    options.others = ["--exclude=n[1-3]"]
    let text = script(options).array(tasks: 20, memory: 700)
    #expect(
      text == """
        #!/bin/sh
        #SBATCH --job-name=lopsided-quick
        #SBATCH --array=0-19%8
        #SBATCH --ntasks=1
        #SBATCH --cpus-per-task=2
        #SBATCH --mem=700M
        #SBATCH --time=2:00:00
        #SBATCH --output=/data/results/quick.slurm/1/logs/%a.txt
        #SBATCH --chdir="/home/ann's/100%"
        #SBATCH --open-mode=append
        #SBATCH --partition=long
        #SBATCH --account=risk
        #SBATCH --requeue
        #SBATCH --exclude=n[1-3]
        exec '/opt/lop sided/lopsided' worker /data/results/quick.slurm/1/plan.json

        """)
  }

  @Test("The script of the job that merges reports even when trials are missing")
  func merge() {
    let text = script(SlurmOptions(), at: "/data/50% off").merge(
      store: "/data/50% off/quick.sqlite", report: "reports/quick")
    #expect(
      text.hasSuffix(
        """
        '/opt/lop sided/lopsided' merge '/data/50% off/quick.slurm/1/plan.json'
        status=$?
        [ "$status" -le 1 ] || exit "$status"
        '/opt/lop sided/lopsided' report '/data/50% off/quick.sqlite' --output reports/quick

        """))
    #expect(text.contains("#SBATCH --output=\"/data/50%% off/quick.slurm/1/logs/merge.txt\"\n"))
    #expect(!text.contains("--array"))
    #expect(!text.contains("--partition"))
  }

  @Test(
    "Tasks of an array as squeue writes them",
    arguments: [
      ("7", 1), ("[0-3]", 4), ("[0-3,7,9-11%4]", 8), ("N/A", 1), ("[5]", 1), ("0-99:10", 10),
      ("[0-4999%100]", 5000), ("1,2,...", 3),
    ])
  func taskCount(text: String, count: Int) { #expect(SlurmQueue.taskCount(text) == count) }

  @Test("The queue of an array and its merging job")
  func queue() {
    let queue = SlurmQueue(
      squeue: """
        12|[6-19]|PENDING|Resources
        12|4|RUNNING|None
        12|5|COMPLETING|None
        12|3|REQUEUED|Resources,BadConstraints
        12|2|FAILED|NonZeroExitCode
        13|N/A|PENDING|Dependency
        """)
    #expect(queue.waiting == 16)
    #expect(queue.running == 2)
    #expect(queue.jobs == ["12", "13"])
    #expect(queue.reasons == ["BadConstraints"])
    #expect(SlurmQueue(squeue: "").isEmpty)
    #expect(SlurmQueue(squeue: "12|1|TIMEOUT|TimeLimit").isEmpty)
  }

  @Test("How tasks ended")
  func endings() {
    let counts = SlurmClient.endings("COMPLETED\nCANCELLED by 0\nTIMEOUT\nCANCELLED by 1000\n")
    #expect(counts == ["CANCELLED": 2, "TIMEOUT": 1])
  }
}
