import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { hasControlCharacter } from '../../../kernel/text.ts';
import type { ConversationSide, MessageReading, WriteMessageInput } from './conversation.types.ts';

/** The teams as whose professional, or as which, the caller takes part in conversations. */
export const teamsOf = (principal: Principal): readonly TeamId[] => {
  if (principal.kind === 'person') return principal.teams;
  return principal.kind === 'team' ? [principal.team] : [];
};

/** Who wrote a message, and what has become of it, to somebody of one side. A draft is its writer's side's alone. */
export const readingOf = (
  { side, sent, read }: { readonly side: ConversationSide; readonly sent: boolean; readonly read: boolean },
  viewer: ConversationSide,
): MessageReading => {
  if (!sent) return 'DRAFT';
  if (read) return 'READ';
  return side === viewer ? 'SENT' : 'UNREAD';
};

const longestMessage = 10_000;
const longestSubject = 200;

/** The first thing in a message that cannot be kept as it is, if there is one. */
export const refuseMessage = (input: WriteMessageInput, side: ConversationSide): Failure | undefined => {
  const fault = refuseText(input.content);
  if (fault !== undefined) return fault;
  const { conversationId, subject, teamId, kind, appointmentId } = input;
  const isAbout = kind === 'APPOINTMENT_CANCEL' || kind === 'APPOINTMENT_CHANGE';
  if (conversationId) {
    if (teamId) return invalid('The conversation has its team.', 'teamId');
    if (subject) return invalid('The conversation has its subject.', 'subject');
    return kind || appointmentId ? invalid('The conversation has its kind.', 'kind') : undefined;
  }
  const words = subject?.trim() ?? '';
  if (words === '' || words.length > longestSubject || hasControlCharacter(words))
    return invalid(`A conversation begins with a subject of 1 to ${longestSubject} characters.`, 'subject');
  if (side === 'PATIENT' && !teamId) return invalid('Say which team you write to.', 'teamId');
  if (isAbout && side !== 'PATIENT') return invalid('The patient asks for this.', 'kind');
  if (isAbout !== Boolean(appointmentId))
    return invalid('Whoever asks for another appointment, or for none, says which one it is about.', 'appointmentId');
  return undefined;
};

export const refuseText = (content: string): Failure | undefined =>
  content.trim() === '' || content.length > longestMessage || hasControlCharacter(content)
    ? invalid(`A message is plain text of 1 to ${longestMessage} characters.`, 'content')
    : undefined;
