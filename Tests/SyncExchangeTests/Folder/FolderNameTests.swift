import SyncCore
import TestSupport
import Testing

@testable import SyncExchange

struct FolderNameTests {
  private static let log = "region/14/14-vgr~k3v9x2ab"

  @Test(arguments: [
    "\(log)/1-5-0123abcd.jsonl", "\(log)/1-1-0123abcd.jsonl.gz", "\(log)/fork-7-0123abcd.jsonl",
    "national/lung-och-allergisjukdomar/national/17-9007199254740991-ffffffff.jsonl",
    "a/b/1-2-00000000.jsonl",
  ])
  func `a name of our form is read and written alike`(path: String) {
    #expect(FolderName(path: path)?.path == path)
  }

  @Test(arguments: [
    ".DS_Store", "Thumbs.db", "~$rapport.docx", "\(log)/.DS_Store", "\(log)/~$1-5-0123abcd.jsonl",
    "\(log)/1-5-0123abcd (kopia).jsonl", "\(log)/1-5-0123abcd.jsonl (1)",
    "\(log)/1-5-0123abcd.jsonl.gz.part", "\(log)/1-5-0123abcd.sync-conflict-20261122.jsonl",
    "\(log)/01-5-0123abcd.jsonl", "\(log)/0-5-0123abcd.jsonl", "\(log)/6-5-0123abcd.jsonl",
    "\(log)/1-5-0123ABCD.jsonl", "\(log)/1-5-0123abc.jsonl", "\(log)/+1-5-0123abcd.jsonl",
    "\(log)/1-5.jsonl", "\(log)/fork-0-0123abcd.jsonl", "\(log)/1-5-0123abcd.json",
    "\(log)/1-99999999999999999999-0123abcd.jsonl", "1-5-0123abcd.jsonl",
    "14-vgr/1-5-0123abcd.jsonl", "Region/14/14-vgr/1-5-0123abcd.jsonl",
    "region/14/../14-vgr/1-5-0123abcd.jsonl", "/region/14/14-vgr/1-5-0123abcd.jsonl",
    "1/2/3/4/5/6/7/8/9/14-vgr/1-5-0123abcd.jsonl", "", "/", "//",
  ])
  func `any other name is foreign`(path: String) {
    #expect(FolderName(path: path) == nil)
  }

  @Test func `the last folder is the author and the folders above it are the scope`() {
    let name = FolderName(path: "region/14/internal/14-vgr/3-9-0123abcd.jsonl")
    #expect(name?.log == LogName(.named("region/14/internal"), .vgr) && name?.range == 3...9)
  }

  @Test func `a mark is the beginning of the hash`() {
    let hash = ContentHash(words: (0x0123_4567_89AB_CDEF, 0, 0, 0))
    #expect(hash.mark == "01234567")
  }
}
