/** The environment of a process, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What one variable may hold. `parse` gives undefined for anything else. */
export type Format<Value> = {
  /** Ends the sentence "… expected a …". */
  readonly expected: string;
  readonly secret?: true;
  readonly parse: (raw: string) => Value | undefined;
};

export type Fault = { readonly name: string; readonly found: string; readonly expected: string };

/** The configuration is wrong; the message lists every fault, one a line. */
export class ConfigurationError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const lines = faults.map(({ name, found, expected }) => `  ${name}: found ${found}; expected ${expected}`);
    super(`The configuration is wrong, so nothing was started.\n${lines.join('\n')}`);
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

/** Reads variables one by one and remembers all that is wrong, so that the operator hears of everything at once. */
export class Variables {
  readonly #env: Environment;
  readonly #faults: Fault[] = [];

  constructor(env: Environment) {
    this.#env = env;
  }

  isSet(name: string): boolean {
    return this.#raw(name) !== '';
  }

  /** The variable's value, or what holds where it is unset. */
  read<Value, Default>(name: string, format: Format<Value>, unset: Default): Value | Default {
    const raw = this.#raw(name);
    if (raw === '') return unset;
    const value = format.parse(raw);
    if (value !== undefined) return value;
    this.#faults.push({ name, found: shown(raw, format.secret), expected: format.expected });
    return unset;
  }

  /** Undefined is always a fault, noted here. */
  require<Value>(name: string, format: Format<Value>): Value | undefined {
    if (!this.isSet(name)) this.#faults.push({ name, found: 'nothing', expected: format.expected });
    return this.read(name, format, undefined);
  }

  /** The names that begin so; for families of variables. */
  namesWith(prefix: string): readonly string[] {
    return Object.keys(this.#env).filter((name) => name.startsWith(prefix) && this.isSet(name));
  }

  refuse(name: string, expected: string): void {
    this.#faults.push({ name, found: shown(this.#raw(name)), expected });
  }

  refuseFaults(): void {
    if (this.#faults.length > 0) throw new ConfigurationError(this.#faults);
  }

  #raw(name: string): string {
    return Object.hasOwn(this.#env, name) ? (this.#env[name] ?? '').trim() : '';
  }
}

/** An `@` may follow a password, in a URL that was put into the wrong variable. */
const shown = (raw: string, secret = raw.includes('@')): string =>
  secret || raw.length > 100 ? `a value of ${String(raw.length)} characters` : JSON.stringify(raw);
