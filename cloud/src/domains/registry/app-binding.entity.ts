import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../columns';
import { Certificate } from './certificate.entity';

/**
 * APP用户: the right to work with the mini-program under one certificate. The row exists only while the certificate is in
 * force: its foreign key points at `certificates.force_id`. What has ended stands in the ledger.
 */
@Entity('app_bindings')
export class AppBinding {
  @PrimaryColumn(uuid)
  id: string;
  @Index('app_bindings_certificate_id', { unique: true })
  @Column(uuid)
  certificateId: string;
  @Column(at)
  openedAt: Date;

  @ManyToOne(() => Certificate, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'certificate_id', referencedColumnName: 'forceId', foreignKeyConstraintName: 'app_bindings_certificate' })
  certificate?: Relation<Certificate>;
}
