import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, uuid } from '../../../columns';

/** A folder that was ever used as a store, known again by the mark that lies in it: another one of the same name is not taken for it. */
@Entity('known_disks')
export class KnownDisk {
  /** `disk pictures`. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  name: string;
  @Index('known_disks_mark', { unique: true })
  @Column(uuid)
  mark: string;
  @Column(at)
  notedAt: Date;
}
