import { elementsOf } from '../elements.ts';
import { layoutOf, type Layout, type Slot } from '../layout.ts';
import type { Compiler, Plan } from './compiling.ts';
import { planOf } from './plan.ts';
import type { Direction, TypeTable } from './rows.ts';
import type { Trace } from './trace.ts';
import { isMembers, type Members, type Value } from './value.ts';

/** A conversion in one direction. */
export const compilerFor = (direction: Direction): Compiler => {
  const source = elementsOf(direction.from);
  const target = elementsOf(direction.to);
  const plans = new Map<string, Plan>();

  const resource = (value: Value, trace: Trace): Members => {
    if (!isMembers(value)) return {};
    const type = typeof value['resourceType'] === 'string' ? value['resourceType'] : '';
    if (!source.resources.includes(type)) {
      trace.lose({ diagnostics: `${direction.from} has no such type of resource: it is left out.` });
      return {};
    }
    const named = typeName(type);
    const to = target.resources.includes(named) ? named : undefined;
    if (to === undefined)
      trace.lose({
        diagnostics: `${direction.to} has no ${type}: it becomes a Basic, with its elements in extensions.`,
      });
    const converted = plan(type, to ?? 'Basic').convert(value, trace);
    if (!isMembers(converted)) return {};
    return to === type ? converted : { ...converted, resourceType: to ?? 'Basic' };
  };

  const plan = (type: string, to: string): Plan => {
    const key = `${type}>${to}`;
    let made = plans.get(key);
    if (made === undefined) plans.set(key, (made = planOf(compiler, type, to)));
    return made;
  };

  const table = (type: string): TypeTable | undefined =>
    Object.hasOwn(direction.types, type) ? direction.types[type] : undefined;

  const typeName = (type: string): string => {
    const [root = '', ...rest] = type.split('.');
    return table(type)?.to ?? [table(root)?.to ?? root, ...rest].join('.');
  };

  const binding = (version: 'source' | 'target', type: string, slot: Slot): string | undefined =>
    (version === 'source' ? source : target).types[type]?.find(({ n }) => n === slot.element)?.b;

  const compiler: Compiler = {
    direction,
    source,
    target,
    resource,
    plan,
    table,
    typeName,
    layoutFrom: (type) => layoutOf(direction.from, type) ?? none,
    layoutTo: (type) => layoutOf(direction.to, type) ?? none,
    binding,
    codesOf: (version, type, slot) => {
      const name = binding(version, type, slot);
      return name === undefined ? undefined : (version === 'source' ? source : target).codes[name];
    },
  };
  return compiler;
};

const none: Layout = { slots: new Map(), attributes: [], isResource: false };
