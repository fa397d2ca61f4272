/// Parses a whole page as a scrape does and says what was in it: for benchmarks.
package func countSamples(inPage page: [UInt8]) -> (samples: Int, taken: Int) {
  var reader = NodePage()
  var exposition = Exposition()
  exposition.consume(page.span, into: &reader)
  exposition.finish(isWhole: true, into: &reader)
  return (exposition.samples, exposition.taken)
}
