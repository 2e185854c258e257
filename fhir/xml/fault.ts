import type { Issue } from '../issue.ts';

/** Why XML is not read as a resource; thrown only within this folder, through the events of the parser. */
export class XmlFault extends Error {
  readonly code: Issue['code'];
  readonly expression: string;

  constructor(reason: string, expression: string, code: Issue['code'] = 'structure') {
    super(reason);
    this.expression = expression;
    this.code = code;
  }
}
