// One plain closing line, which every reader of a log understands.
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class ClosingLine implements Reporter {
  private outcomes = new Map<string, string>();

  onTestEnd(test: TestCase, result: TestResult) {
    const outcome = result.status === 'skipped' ? 'skipped' : test.outcome() === 'unexpected' ? 'failed' : 'passed';
    this.outcomes.set(test.id, outcome);
    if (test.outcome() === 'flaky') console.log(`end2end: passed only when run again, look at it: ${test.titlePath().join(' › ')}`);
  }

  onEnd(_result: FullResult) {
    const count = (outcome: string) => [...this.outcomes.values()].filter((value) => value === outcome).length;
    console.log(`end2end: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  }
}
