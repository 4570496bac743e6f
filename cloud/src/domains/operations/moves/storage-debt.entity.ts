import { Column, Entity, PrimaryColumn } from 'typeorm';
import { at, uuid, word } from '../../../columns';

/** What may be done to an object. */
export type Act = 'write' | 'remove';

/** An object that was written or removed in one store while the other did not answer: the other has still to be made like it. */
@Entity('storage_debts')
export class StorageDebt {
  @PrimaryColumn(uuid)
  moveId: string;
  @PrimaryColumn({ type: 'varchar', length: 700, charset: 'ascii', collation: 'ascii_bin' })
  objectKey: string;
  /** Which of the two stores is right. */
  @Column(word)
  truth: 'from' | 'to';
  /** What was done there last: only after a removal may the other one lose the object. */
  @Column(word)
  act: Act;
  /** How often it was noted: one that was noted again meanwhile is not settled. */
  @Column({ type: 'int' })
  times: number;
  @Column(at)
  notedAt: Date;
}
