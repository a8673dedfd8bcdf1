// Ends jest's output with one plain line, `N passed, N failed` (`, N skipped` when there are any).
// With TEST_TOTALS_FILE set, the numbers go to that file instead, one line per run, for a caller that adds up several
// runs.
const { appendFileSync } = require('node:fs');

module.exports = class TotalsReporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A file that cannot even be loaded has no tests to count, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;

    const file = process.env.TEST_TOTALS_FILE;
    if (file) {
      appendFileSync(file, `${passed} ${failed} ${skipped}\n`);
    } else {
      // jest puts its coverage table and its own summary behind every other reporter.
      process.once('exit', () =>
        process.stderr.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`),
      );
    }
  }
};
