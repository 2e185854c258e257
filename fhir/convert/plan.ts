import type { Compiler, Plan, Work } from './compiling.ts';
import { completeOf, type Complete } from './complete.ts';
import { entriesOf, kept, type Entries } from './entries.ts';
import { addExtension, extensionOf, extensionUrl, kindsOfExtensions } from './keep.ts';
import { restored } from './restore.ts';
import { addConstants } from './target.ts';
import type { Trace } from './trace.ts';
import { isMembers, listOf, type Constants, type Members, type Value } from './value.ts';

export const planOf = (compiler: Compiler, type: string, to: string): Plan => {
  let made: Entries | undefined;
  let complete: Complete | undefined;
  // Types contain each other: entries are made when the first object is there.
  const entries = (): Entries => {
    if (made === undefined) {
      made = entriesOf(compiler, type, to);
      complete = completeOf(compiler, to);
    }
    return made;
  };
  const always = compiler.table(type)?.always;
  const kinds = kindsOfExtensions.filter((kind) => compiler.layoutTo(to).slots.has(kind));

  const putBack = (members: Members): Members => {
    let out = members;
    for (const kind of kinds) out = restored(compiler, { type: to, kind }, out);
    return out;
  };

  const into = (value: Value, work: Work): void => {
    const { trace, out } = work;
    if (!isMembers(value)) {
      notAnObject(type, trace);
      return;
    }
    const inner: Work = { ...work, source: value };
    const { byName, again } = entries();
    for (const name in value) {
      const own = value[name];
      if (own === undefined) continue;
      const entry = byName.get(name);
      if (entry === undefined) unknown(name, type, trace);
      else if (entry.place !== undefined) entry.place(own, inner);
      else if (out[name] !== undefined && name !== 'extension') again.get(name)?.(own, inner);
      else if (entry.change === undefined) out[name] = own;
      else {
        const changed = entry.change(own, trace);
        if (changed !== undefined) out[name] = name === 'extension' ? joined(out[name], changed) : changed;
      }
    }
  };

  const build = (value: Value, trace: Trace): Members => {
    const work: Work = { source: {}, out: {}, above: trace.made.at(-1), trace, said: [] };
    trace.made.push(work.out);
    into(value, work);
    trace.made.pop();
    for (const said of work.said) say(work, said);
    for (const within of entries().within) within(work.out, trace);
    const made = putBack(work.out);
    addConstants(made, always);
    return made;
  };

  const say = ({ out, trace }: Work, said: Constants): void => {
    for (const [name, value] of Object.entries(said as Members)) {
      const before = out[name];
      out[name] = value;
      if (before === undefined || before === value) continue;
      addExtension(
        out,
        extensionOf(compiler, { path: `${type}.${name}`, type: 'code', item: { value: before } }, trace),
      );
      trace.lose({
        diagnostics: `${compiler.direction.to} says with ${name} what another element said: its own code is kept as an extension.`,
        kept: extensionUrl(compiler, `${type}.${name}`),
      });
    }
  };

  /** Most objects are the same in both versions: a copy is made when the first member changes. */
  const copy = (value: Members, trace: Trace): Members => {
    const { byName } = entries();
    let out = value;
    for (const name in value) {
      const entry = byName.get(name);
      if (entry === kept) continue;
      const own = value[name];
      if (own === undefined) continue;
      if (entry === undefined) unknown(name, type, trace);
      const changed = entry?.change?.(own, trace);
      if (changed === own) continue;
      if (out === value) out = { ...value };
      if (changed === undefined) Reflect.deleteProperty(out, name);
      else out[name] = changed;
    }
    return out;
  };

  const convert = (value: Value, trace: Trace): Value | undefined => {
    if (!isMembers(value)) {
      notAnObject(type, trace);
      return undefined;
    }
    const converted = entries().isSame ? putBack(copy(value, trace)) : build(value, trace);
    return complete === undefined ? converted : complete(converted, trace);
  };

  return { convert, into };
};

/** What was kept before stays there. */
const joined = (present: Value | undefined, more: Value): Value =>
  present === undefined ? more : [...listOf(present), ...listOf(more)];

const unknown = (name: string, type: string, trace: Trace): void => {
  const named = /^\w{1,64}$/.test(name) ? name : 'A member';
  trace.lose({ diagnostics: `${named} is no element of ${type}: it is left out.` });
};

const notAnObject = (type: string, trace: Trace): void => {
  trace.lose({ diagnostics: `This is no ${type}: it is left out.` });
};
