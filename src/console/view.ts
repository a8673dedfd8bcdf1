/** One of the views of the console. `open` is called each time it is shown, with the rest of its URL. */
export interface View {
  readonly title: string;
  readonly element: HTMLElement;
  open(rest: string): void;
}
