import { Args, ArgsType, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { forbidden } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import { DateTime } from '../../kit/scalars.ts';
import type { EventLog, LoggedEvent } from './event-log.store.ts';

@Directive('@inaccessible')
@ObjectType({ description: 'What happened, for the gateway: see gateway/stream.' })
export class LoggedEventView {
  @Field(() => String)
  readonly seq!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => ID)
  readonly organisation!: string;

  @Field(() => ID, { nullable: true })
  readonly patient?: string | null;

  @Field(() => String, { nullable: true })
  readonly label?: string | null;

  @Field(() => [ID], { nullable: true })
  readonly sources?: readonly string[] | null;

  @Field(() => String, { description: 'JSON' })
  readonly about!: string;
}

@Directive('@inaccessible')
@ObjectType({ description: 'A part of the log of events, for the gateway.' })
class EventLogPart {
  @Field(() => String, { description: 'Where the log ends; with `after`, the place that was given.' })
  readonly last!: string;

  @Field(() => [LoggedEventView])
  readonly events!: readonly LoggedEventView[];
}

@ArgsType()
class EventsAfterArgs {
  @Field(() => String, { nullable: true })
  readonly after?: string | null;

  @Field(() => Int)
  readonly first!: number;

  @Field(() => ID, { nullable: true })
  readonly organisation?: string | null;

  @Field(() => ID, { nullable: true })
  readonly patient?: string | null;
}

@Resolver()
export class EventLogResolver {
  readonly #log: EventLog;

  constructor(log: EventLog) {
    this.#log = log;
  }

  @Directive('@inaccessible')
  @Query(() => EventLogPart, { description: 'The events after a place, of all or of one; for the gateway alone.' })
  async eventsAfter(
    @Args(() => EventsAfterArgs) { after, first, organisation, patient }: EventsAfterArgs,
    @Ctx() { principal }: Context,
  ): Promise<EventLogPart> {
    if (principal.kind !== 'internal') return orThrow<EventLogPart>(forbidden('This is for our own processes.'));
    await this.#log.order();
    if (after == null) return { last: await this.#log.last(), events: [] };
    const of = { organisation: organisation ?? null, patient: patient ?? null };
    return { last: after, events: (await this.#log.after(after, first, of)).map(viewOf) };
  }
}

const viewOf = ({ about, ...event }: LoggedEvent): LoggedEventView => ({ ...event, about: JSON.stringify(about) });
