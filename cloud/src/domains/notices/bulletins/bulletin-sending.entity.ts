import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { bulletinSendingStates, bulletinWays } from '@yongche/contract';
import { at, digest, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import { Bulletin } from './bulletin.entity';
import { BulletinDestination } from './bulletin-destination.entity';

/** 通报发送: one bulletin to one destination, with what was sent (trigger bulletin_sendings_stay). Its id is given by the page, so that a click counts once. */
@Entity('bulletin_sendings')
@Index('bulletin_sendings_bulletin', ['bulletinId', 'requestedAt'])
@Index('bulletin_sendings_destination', ['destinationId', 'claimedAt'])
export class BulletinSending {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  bulletinId: string;
  @Column(uuid)
  destinationId: string;
  @Column(word)
  way: keyof typeof bulletinWays;
  /** As the destination was called then. */
  @Column({ type: 'varchar', length: 40 })
  destinationName: string;
  @Column(word)
  state: keyof typeof bulletinSendingStates;
  @Column({ type: 'varchar', length: 1000 })
  text: string;
  @Column(digest)
  posterSha256: string;
  @Column({ type: 'int', nullable: true })
  recipients: number | null;
  @Column(uuid)
  sentBy: string;
  @Column(at)
  requestedAt: Date;
  /** 1, and one more for each time that it was tried again by a person. */
  @Column({ type: 'int' })
  attempt: number;
  /** When a process set out to call the provider in this attempt: from then on nobody can say that nothing went out. */
  @Column({ ...at, nullable: true })
  claimedAt: Date | null;
  /** Whether the provider has taken the text, where text and picture go one after the other: it is not sent twice. */
  @Column({ type: 'boolean' })
  textSent: boolean;
  @Column({ ...at, nullable: true })
  settledAt: Date | null;
  /** The person who looked in the group; null where a provider's answer settled it. */
  @Column({ ...uuid, nullable: true })
  settledBy: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  outcome: string | null;

  @ManyToOne(() => Bulletin, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'bulletin_id', foreignKeyConstraintName: 'bulletin_sendings_of_bulletin' })
  bulletin?: Relation<Bulletin>;
  @ManyToOne(() => BulletinDestination, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'destination_id', foreignKeyConstraintName: 'bulletin_sendings_to' })
  destination?: Relation<BulletinDestination>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'sent_by', foreignKeyConstraintName: 'bulletin_sendings_sent_by' })
  sender?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'settled_by', foreignKeyConstraintName: 'bulletin_sendings_settled_by' })
  settler?: Relation<Staff> | null;
}

/** 订阅消息 to one account: written before WeChat is asked, so that nobody is asked for twice. */
@Entity('bulletin_recipients')
export class BulletinRecipient {
  @PrimaryColumn(uuid)
  sendingId: string;
  @PrimaryColumn(uuid)
  accountId: string;
  /** `unknown` until WeChat has answered. */
  @Column(word)
  outcome: 'unknown' | 'sent' | 'not_subscribed' | 'not_configured';

  @ManyToOne(() => BulletinSending, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'sending_id', foreignKeyConstraintName: 'bulletin_recipients_sending' })
  sending?: Relation<BulletinSending>;
}
