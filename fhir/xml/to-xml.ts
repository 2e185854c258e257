import type { FhirVersion } from '../elements.ts';
import { isIssue, type Issue } from '../issue.ts';
import { ExactNumber, isExactMembers, type Exact, type ExactMembers } from '../json/exact.ts';
import { readExact } from '../json/read.ts';
import { xhtmlFault } from './xhtml.ts';
import { layoutOf, type Slot } from '../layout.ts';
import { escapeAttribute, hasNoXml } from './escape.ts';
import { fhirNamespace } from './namespaces.ts';

/**
 * A resource's JSON as XML: every element in the order of the specification, numbers as they are written. What XML has
 * no place for (an element that is none, a control character) is an issue: nothing is left out silently. FHIR R4 §2.6.1
 */
export const toXml = (version: FhirVersion, jsonText: string): { readonly xml: string } | Issue => {
  const read = readExact(jsonText);
  if (isIssue(read)) return read;
  const writer = new Writer(version);
  const xml = writer.resource(read.value, '', ` xmlns="${fhirNamespace}"`);
  return writer.issue ?? { xml: `<?xml version="1.0" encoding="UTF-8"?>${xml}` };
};

class Writer {
  readonly #version: FhirVersion;
  /** The first thing that cannot be written; from there on what is written does not matter. */
  issue: Issue | undefined;

  constructor(version: FhirVersion) {
    this.#version = version;
  }

  resource(value: Exact, path: string, attributes = ''): string {
    const type = isExactMembers(value) ? value['resourceType'] : undefined;
    if (!isExactMembers(value) || typeof type !== 'string' || layoutOf(this.#version, type)?.isResource !== true)
      return this.#refuse(path, 'There must be a resource with its resourceType.');
    const { resourceType: _, ...members } = value;
    return this.#element({ name: type, type, members, path: path === '' ? type : path, attributes });
  }

  #element({ name, type, members, path, attributes = '' }: Element): string {
    let open = `<${name}${attributes}`;
    let inner = '';
    for (const { slot, value, extra } of this.#inOrder(type, members, path)) {
      const at = `${path}.${slot.element}`;
      if (slot.form === 'attribute') open += this.#attribute(slot.name, value, at);
      else if (slot.many) inner += this.#list(slot, { value, extra }, at);
      else inner += this.#one(slot, { value, extra }, at);
    }
    return inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`;
  }

  /** What is there, with the values and extensions of primitives together. */
  #inOrder(type: string, members: ExactMembers, path: string): readonly Present[] {
    const layout = layoutOf(this.#version, type);
    const present: Present[] = [];
    let isOrdered = true;
    for (const [name, value] of Object.entries(members)) {
      const isExtra = name.startsWith('_');
      const bare = isExtra ? name.slice(1) : name;
      const slot = layout?.slots.get(bare);
      if (slot === undefined || (isExtra && slot.form !== 'primitive')) {
        this.#refuse(path, `A member of ${type} is no element of it, and XML has no place for it.`);
        continue;
      }
      if (isExtra && members[bare] !== undefined) continue;
      const extra = isExtra ? value : slot.form === 'primitive' ? members[`_${name}`] : undefined;
      isOrdered &&= (present.at(-1)?.slot.place ?? -1) < slot.place;
      present.push({ slot, value: isExtra ? undefined : value, extra });
    }
    return isOrdered ? present : present.sort((one, other) => one.slot.place - other.slot.place);
  }

  #list(slot: Slot, { value, extra }: Values, path: string): string {
    const values = value ?? [];
    const extras = extra ?? [];
    if (!Array.isArray(values) || !Array.isArray(extras)) return this.#refuse(path, `${slot.name} must be a list.`);
    let xml = '';
    for (let index = 0; index < Math.max(values.length, extras.length); index += 1)
      xml += this.#one(slot, { value: values[index], extra: extras[index] }, `${path}[${String(index)}]`);
    return xml;
  }

  #one(slot: Slot, { value, extra }: Values, path: string): string {
    switch (slot.form) {
      case 'primitive':
        return this.#primitive(slot.name, { value, extra }, path);
      case 'xhtml':
        return this.#xhtml(value, path);
      case 'resource':
        return `<${slot.name}>${this.resource(value ?? null, path)}</${slot.name}>`;
      case 'attribute':
      case 'complex':
        return isExactMembers(value)
          ? this.#element({ name: slot.name, type: slot.type, members: value, path })
          : this.#refuse(path, `${slot.name} must be an object.`);
    }
  }

  #primitive(name: string, { value, extra }: Values, path: string): string {
    const attributes = value === undefined || value === null ? '' : this.#attribute('value', value, path);
    if (extra === undefined || extra === null)
      return attributes === '' ? this.#refuse(path, `${name} must have a value.`) : `<${name}${attributes}/>`;
    if (!isExactMembers(extra)) return this.#refuse(path, `_${name} must be an object.`);
    return this.#element({ name, type: 'Element', members: extra, path, attributes });
  }

  #attribute(name: string, value: Exact | undefined, path: string): string {
    if (typeof value === 'string') {
      if (hasNoXml(value)) return this.#refuse(path, 'XML has no way to write one of the characters.');
      return ` ${name}="${escapeAttribute(value)}"`;
    }
    if (value instanceof ExactNumber) return ` ${name}="${value.text}"`;
    if (typeof value === 'boolean') return ` ${name}="${String(value)}"`;
    return this.#refuse(path, 'A primitive must be a string, a number, true or false.');
  }

  #xhtml(value: Exact | undefined, path: string): string {
    const fault = typeof value === 'string' ? xhtmlFault(value) : 'must be a string';
    return fault === undefined && typeof value === 'string' ? value.trim() : this.#refuse(path, `div ${fault ?? ''}.`);
  }

  #refuse(expression: string, diagnostics: string): '' {
    this.issue ??= { severity: 'error', code: 'structure', expression, diagnostics };
    return '';
  }
}

type Values = { readonly value: Exact | undefined; readonly extra: Exact | undefined };
type Present = Values & { readonly slot: Slot };
type Element = {
  readonly name: string;
  readonly type: string;
  readonly members: ExactMembers;
  readonly path: string;
  /** What stands in the tag before the attributes of the members. */
  readonly attributes?: string;
};
