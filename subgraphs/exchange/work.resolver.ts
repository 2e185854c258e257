import { Args, ArgsType, Ctx, Field, Int, Query, registerEnumType, Resolver } from 'type-graphql';
import { forbidden, invalid } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { orThrow } from '../kit/refusal.ts';
import { topics, type Topic, type Wake } from '../kit/wake.ts';

const WorkTopic = Object.fromEntries(topics.map((topic) => [topic, topic])) as Readonly<Record<Topic, Topic>>;
registerEnumType(WorkTopic, {
  name: 'WorkTopic',
  description: 'What is done in the background.',
  valuesConfig: {
    CUSTOMER_CHANGES: { description: 'What customers have written into their stores goes into the record.' },
    EVENTS: { description: 'What happened is told to webhooks and patients.' },
  },
});

@ArgsType()
class WorkWaitingArgs {
  @Field(() => WorkTopic)
  readonly topic!: Topic;

  @Field(() => Int, { description: 'What came up to so many milliseconds ago counts.' })
  readonly within!: number;

  @Field(() => Int, { description: 'So many milliseconds are waited for at most.' })
  readonly wait!: number;
}

/** Milliseconds: well below what any of our own connections waits for an answer. */
const longest = 5_000;

@Resolver()
export class WorkResolver {
  readonly #wake: Wake;

  constructor(wake: Wake) {
    this.#wake = wake;
  }

  @Query(() => Boolean, {
    description:
      'Answers when there is something to do in the background; false where nobody heard of anything in time.',
  })
  async workWaiting(
    @Args(() => WorkWaitingArgs) { topic, within, wait }: WorkWaitingArgs,
    @Ctx() { principal }: Context,
  ): Promise<boolean> {
    if (principal.kind !== 'internal') return orThrow<boolean>(forbidden('This is for our own processes.'));
    if (wait < 0 || wait > longest) return orThrow<boolean>(invalid(`Wait for 0 to ${longest} milliseconds.`, 'wait'));
    return this.#wake.heard(topic, { within, wait });
  }
}
