/** Lets the preview believe that time passes; timers run as usual. It is the real time again after the test. */
export function passSeconds(seconds: number): void {
  ahead += seconds * 1_000;
  spy ??= jest.spyOn(Date, 'now').mockImplementation(() => real() + ahead);
}

const real = Date.now.bind(Date);
let ahead = 0;
let spy: jest.SpyInstance | undefined;

afterEach(() => {
  spy?.mockRestore();
  spy = undefined;
  ahead = 0;
});
