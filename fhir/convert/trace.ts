import type { Members } from './value.ts';

/** What a conversion could not say in the other version. */
export type Loss = {
  /** A warning: something was not said as it was. Information: the other version asks for what was never said. */
  readonly severity: 'warning' | 'information';
  /** FHIRPath of the element in the resource that was converted. */
  readonly expression: string;
  /** A full sentence for the sender's developer, without values: they are about somebody. */
  readonly diagnostics: string;
  /** The extension that keeps it; undefined: it could not be kept. */
  readonly kept?: string;
};

/** More would not help anybody. */
const mostLosses = 1000;

/** Where a conversion stands, and what was lost so far. The place is made a FHIRPath only where something is lost. */
export class Trace {
  readonly losses: Loss[] = [];
  /** The objects that are being made, each within the one before. */
  readonly made: Members[] = [];
  readonly #names: string[] = [];
  readonly #indexes: number[] = [];
  #depth = 0;

  enter(name: string): void {
    this.#names[this.#depth] = name;
    this.#indexes[this.#depth] = -1;
    this.#depth += 1;
  }

  /** The item of the list that is entered. */
  at(index: number): void {
    this.#indexes[this.#depth - 1] = index;
  }

  leave(): void {
    this.#depth -= 1;
  }

  lose(loss: Omit<Loss, 'expression' | 'severity'> & { readonly severity?: Loss['severity'] }): void {
    if (this.losses.length >= mostLosses) return;
    let expression = '';
    for (let level = 0; level < this.#depth; level += 1) {
      const index = this.#indexes[level] ?? -1;
      expression += `${level === 0 ? '' : '.'}${this.#names[level] ?? ''}${index < 0 ? '' : `[${String(index)}]`}`;
    }
    this.losses.push({ severity: 'warning', ...loss, expression });
  }
}
