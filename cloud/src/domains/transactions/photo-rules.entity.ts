import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PhotoRules } from '@yongche/contract/standards/photo-list';
import { at } from '../../columns';

/** A version of the table of required photos; versions are added, never changed. */
@Entity('photo_rules')
export class PhotoRulesVersion {
  @PrimaryColumn({ type: 'varchar', length: 20 })
  version: string;
  @Index('photo_rules_effective_from')
  @Column(at)
  effectiveFrom: Date;
  @Column({ type: 'simple-json' })
  rules: PhotoRules;
}
