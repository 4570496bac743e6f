import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { agendaKinds, agendaStates, meetingKinds } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Meeting } from './meeting.entity';

const matter = { type: 'varchar', length: 80, charset: 'ascii', collation: 'ascii_bin' } as const;

/** 议题: a matter for a meeting, brought up by the system or by hand. */
@Entity('agenda_items')
@Index('agenda_items_state', ['state', 'madeAt'])
@Index('agenda_items_meeting_id', ['meetingId', 'position'])
export class AgendaItem {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  kind: keyof typeof agendaKinds;
  /** The matter, such as `cancellation:<measureId>`; the same one may come up again when it is closed. */
  @Index('agenda_items_key')
  @Column(matter)
  key: string;
  /** The key while the matter is open, so that it is open once (CHECK agenda_items_open). */
  @Index('agenda_items_open_key', { unique: true })
  @Column({ ...matter, nullable: true })
  openKey: string | null;
  @Column(word)
  state: keyof typeof agendaStates;
  @Column({ type: 'varchar', length: 100 })
  title: string;
  @Column({ type: 'varchar', length: 1000 })
  proposal: string;
  /** For the meeting, one line each. */
  @Column({ type: 'simple-json' })
  facts: string[];
  /** `violation:<id>`, `measure:<id>`, `rule_book:<version>`, `market:<id>`, `company:<id>`, `membership:<id>`, `due:<id>`, `dues_scheme:<version>` or `tariff:<version>`. */
  @Column({ ...matter, nullable: true })
  link: string | null;
  /** The general meeting may decide what the chairs may, not the reverse. */
  @Column(word)
  decidedIn: keyof typeof meetingKinds;
  /** On whose agenda it stands, and where. */
  @Column({ ...uuid, nullable: true })
  meetingId: string | null;
  @Column({ type: 'int', nullable: true })
  position: number | null;
  /** Null where the system brought it up. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Meeting, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'meeting_id', foreignKeyConstraintName: 'agenda_items_meeting' })
  meeting?: Relation<Meeting> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'agenda_items_made_by' })
  maker?: Relation<Staff> | null;
}
