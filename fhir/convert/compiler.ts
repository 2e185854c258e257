import { elementsOf, type Elements } from '../elements.ts';
import { layoutOf, type Layout, type Slot } from '../layout.ts';
import { planOf, type Plan } from './plan.ts';
import type { Direction, TypeTable } from './rows.ts';
import type { Trace } from './trace.ts';
import { isMembers, type Members, type Value } from './value.ts';

/** A conversion in one direction: a plan per pair of types, made when the first resource needs it. */
export class Compiler {
  readonly direction: Direction;
  readonly source: Elements;
  readonly target: Elements;
  readonly #plans = new Map<string, Plan>();

  constructor(direction: Direction) {
    this.direction = direction;
    this.source = elementsOf(direction.from);
    this.target = elementsOf(direction.to);
  }

  /** The whole of a resource, contained ones and those of a Bundle's entries with it. */
  resource(resource: Value, trace: Trace): Members {
    if (!isMembers(resource)) return {};
    const type = typeof resource['resourceType'] === 'string' ? resource['resourceType'] : '';
    if (!this.source.resources.includes(type)) {
      trace.lose({ diagnostics: `${this.direction.from} has no such type of resource: it is left out.` });
      return {};
    }
    const to = this.resourceName(type);
    if (to === undefined)
      trace.lose({
        diagnostics: `${this.direction.to} has no ${type}: it becomes a Basic, with its elements in extensions.`,
      });
    const converted = this.plan(type, to ?? 'Basic').convert(resource, trace);
    if (!isMembers(converted)) return {};
    return to === type ? converted : { ...converted, resourceType: to ?? 'Basic' };
  }

  plan(type: string, to: string): Plan {
    const key = `${type}>${to}`;
    let plan = this.#plans.get(key);
    if (plan === undefined) this.#plans.set(key, (plan = planOf(this, type, to)));
    return plan;
  }

  table(type: string): TypeTable | undefined {
    return Object.hasOwn(this.direction.types, type) ? this.direction.types[type] : undefined;
  }

  /** The name of a resource type in the other version; undefined: it has none. */
  resourceName(type: string): string | undefined {
    const to = this.table(type)?.to ?? type;
    return this.target.resources.includes(to) ? to : undefined;
  }

  /** The path or type that stands for one in the other version: `ServiceRequest.requester`. */
  typeName(type: string): string {
    const [root = '', ...rest] = type.split('.');
    return this.table(type)?.to ?? [this.table(root)?.to ?? root, ...rest].join('.');
  }

  isPrimitive(type: string): boolean {
    return this.source.primitives.includes(type);
  }

  layoutFrom(type: string): Layout {
    return layoutOf(this.direction.from, type) ?? none;
  }

  layoutTo(type: string): Layout {
    return layoutOf(this.direction.to, type) ?? none;
  }

  /** Its required binding's codes; undefined: any. */
  codesOf(
    version: 'source' | 'target',
    type: string,
    slot: Slot,
  ): Readonly<Record<string, readonly string[]>> | undefined {
    const elements = this[version];
    const binding = elements.types[type]?.find(({ n }) => n === slot.element)?.b;
    return binding === undefined ? undefined : elements.codes[binding];
  }

  binding(version: 'source' | 'target', type: string, slot: Slot): string | undefined {
    return this[version].types[type]?.find(({ n }) => n === slot.element)?.b;
  }
}

const none: Layout = { slots: new Map(), attributes: [], isResource: false };
