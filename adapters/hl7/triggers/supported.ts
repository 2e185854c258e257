import { unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Header } from '../read/header.ts';
import type { Trigger } from './incoming.ts';
import { answerQuery } from './answer-query.ts';
import { cancelAppointment, changeAppointment, missAppointment, takeAppointment } from './take-appointment.ts';
import { deleteDocument } from './delete-document.ts';
import { takeDocument } from './take-document.ts';
import { cancelEvent, recordEvent, updateEvent } from './take-encounter.ts';
import { takeLabReports } from './take-lab-reports.ts';
import { takeMerge } from './take-merge.ts';
import { takePatient } from './take-patient.ts';

/** What is done with a message, by its type and trigger event in MSH-9. Domain reference §4.5 */
const triggers: ReadonlyMap<string, Trigger> = new Map([
  ['ADT^A01', recordEvent('ADMIT')],
  ['ADT^A02', recordEvent('TRANSFER')],
  ['ADT^A03', recordEvent('DISCHARGE')],
  ['ADT^A04', recordEvent('ADMIT', 'O')],
  ['ADT^A05', recordEvent('PRE_ADMIT')],
  ['ADT^A08', updateEvent],
  ['ADT^A11', cancelEvent('ADMIT')],
  ['ADT^A12', cancelEvent('TRANSFER')],
  ['ADT^A13', cancelEvent('DISCHARGE')],
  ['ADT^A14', recordEvent('PENDING_ADMIT')],
  ['ADT^A27', cancelEvent('PENDING_ADMIT')],
  ['ADT^A28', takePatient],
  ['ADT^A31', takePatient],
  ['ADT^A38', cancelEvent('PRE_ADMIT')],
  ['ADT^A40', takeMerge],
  ['ORU^R01', takeLabReports],
  ['SIU^S12', takeAppointment],
  ['SIU^S13', changeAppointment],
  ['SIU^S14', changeAppointment],
  ['SIU^S15', cancelAppointment],
  ['SIU^S26', missAppointment],
  ['MDM^T02', takeDocument],
  ['MDM^T11', deleteDocument],
  ['QRY^A19', answerQuery],
]);

/**
 * A message that only asks. Sent again it is asked again: an answer that was kept would show what may no longer be known,
 * behind the back of the access log; and asking twice does nothing twice.
 */
export const isQuestion = (type: string | undefined): boolean => type?.startsWith('QRY^') === true;

export const triggerFor = ({ type, trigger }: Pick<Header, 'type' | 'trigger'>): Trigger | Failure =>
  triggers.get(`${type}^${trigger}`) ?? notTaken(isTaken(type) ? 'MSH[1].9.2' : 'MSH[1].9.1');

/** With another event. */
const isTaken = (type: string): boolean => [...triggers.keys()].some((name) => name.startsWith(`${type}^`));

/** Without the component separator, which would have to be escaped in the ACK, and then be hard to read. */
const accepted = [...triggers.keys()].join(', ').replaceAll('^', ' ');

const notTaken = (path: string): Failure =>
  unsupported(`This type of message is not accepted. Accepted are ${accepted}.`, path);
