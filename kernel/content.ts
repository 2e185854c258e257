/**
 * A file as a variable of an operation: the bytes themselves where who takes them is in the same process, their Base64 wherever
 * variables are written as JSON. ADR 6
 */
export class Content {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  toJSON(): string {
    return this.bytes.toString('base64');
  }
}
