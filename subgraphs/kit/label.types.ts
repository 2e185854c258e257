import { registerEnumType } from 'type-graphql';
import { labels, type Label } from './label.ts';

export const LabelEnum = Object.fromEntries(labels.map((label) => [label, label])) as { readonly [Key in Label]: Key };

registerEnumType(LabelEnum, { name: 'Label', description: 'A privacy label: patients share by these four.' });
