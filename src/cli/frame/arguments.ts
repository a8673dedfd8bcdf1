import type { Option } from 'commander';

/** What is wrong with the values of options, beyond what commander refuses; undefined if nothing is. */
export function wrongValue(options: readonly Option[], args: readonly string[]): string | undefined {
  const optionOf = (flag: string): Option | undefined => (
    options.find(({ short, long }) => flag === short || flag === long)
  );
  for (let i = 0; i < args.length && args[i] !== '--'; i++) {
    const [, flag = args[i], attached] = /^(--[^=]+)=(.*)$/s.exec(args[i]) ?? [];
    const option = optionOf(flag);
    if (option === undefined) continue;
    if (!option.required) {
      if (attached !== undefined) return `option '${option.flags}' takes no value, got '${attached}'`;
      continue;
    }
    const value = attached ?? args[++i];
    if (value === '') return `option '${option.flags}' argument is empty`;
    // Commander would take whatever follows, so that `--out --json` writes a file named `--json`.
    const isOption = attached === undefined && /^-./.test(value ?? '');
    if (!isOption) continue;
    return `option '${option.flags}' argument missing; write ${option.long}=${value} if that is the value`;
  }
  return undefined;
}

/** `-hV` as `-h -V`, if all letters are options without a value. Commander itself does not accept `-h` in a group. */
export function ungrouped(flags: readonly string[], args: readonly string[]): string[] {
  const end = args.indexOf('--');
  return args.flatMap((arg, i) => {
    const isGroup = /^-[a-z]{2,}$/i.test(arg) && (end === -1 || i < end);
    const single = isGroup ? [...arg.slice(1)].map((letter) => `-${letter}`) : [];
    return isGroup && single.every((flag) => flags.includes(flag)) ? single : [arg];
  });
}
