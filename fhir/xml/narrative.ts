import type { SaxesTagNS } from 'saxes';
import { escapeAttribute, escapeText } from './escape.ts';
import { XmlFault } from './fault.ts';
import type { Frame } from './frame.ts';
import { xhtmlNamespace } from './namespaces.ts';

/** The text that is read: where the tag in hand begins, and what stands from a place to the end of the tag in hand. */
export type Source = { readonly start: () => number; readonly upToHere: (from: number) => string };

type Narrative = {
  readonly path: string;
  readonly source: Source;
  readonly keep: (div: string) => void;
};

/**
 * A narrative: the text of its div as it stands, where that says all there is to say. With prefixes that were declared
 * outside it would not, and is written anew. Whether it is one that may be shown is the validator's to say.
 */
export const narrativeFrame = (tag: SaxesTagNS, { path, source, keep }: Narrative): Frame => {
  const from = source.start();
  const stands = tag.name === 'div' && tag.attributes['xmlns']?.value === xhtmlNamespace;
  const copy = { text: '', path };
  const inner = copyFrame(tag, copy, ` xmlns="${xhtmlNamespace}"`);
  return {
    ...inner,
    close: () => {
      inner.close();
      keep(stands ? source.upToHere(from) : copy.text);
    },
  };
};

type Copy = { text: string; readonly path: string };

const copyFrame = (tag: SaxesTagNS, copy: Copy, namespace = ''): Frame => {
  if (tag.uri !== xhtmlNamespace) throw new XmlFault(`A narrative may not have ${tag.name}`, copy.path);
  copy.text += `<${tag.local}${namespace}`;
  for (const { prefix, name, uri, value } of Object.values(tag.attributes))
    if (uri === '' || prefix === 'xml') copy.text += ` ${name}="${escapeAttribute(value)}"`;
  copy.text += '>';
  const empty = copy.text.length;
  return {
    path: copy.path,
    open: (child) => copyFrame(child, copy),
    text: (characters) => {
      copy.text += escapeText(characters);
    },
    close: () => {
      if (copy.text.length === empty) copy.text = `${copy.text.slice(0, -1)}/>`;
      else copy.text += `</${tag.local}>`;
    },
  };
};
