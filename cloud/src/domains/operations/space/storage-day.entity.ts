import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { storageClasses } from '@yongche/contract';
import { at, place, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';

/** What one class of the storage held at the end of a day (Shanghai), or holds now. */
@Entity('storage_days')
export class StorageDay {
  @PrimaryColumn({ type: 'date' })
  day: string;
  @PrimaryColumn(word)
  class: keyof typeof storageClasses;
  @Column(place)
  objects: number;
  @Column(place)
  bytes: number;
  @Column(at)
  measuredAt: Date;
}

/** How heavy the pictures of one type were that came on one day. */
@Entity('picture_days')
export class PictureDay {
  @PrimaryColumn({ type: 'date' })
  day: string;
  /** 影像类型代码. */
  @PrimaryColumn({ type: 'char', length: 3 })
  slot: string;
  @Column({ type: 'int' })
  pictures: number;
  @Column(place)
  bytes: number;
  @Column({ type: 'int' })
  overBudget: number;
  /** How many weigh so much: `[step, pictures]`, a step being 4 KiB, in its order. */
  @Column({ type: 'json' })
  steps: [step: number, pictures: number][];
}

/** 存储容量, as the technical unit rented it: the one row 1, or none. */
@Entity('storage_capacities')
export class StorageCapacity {
  @PrimaryColumn({ type: 'int' })
  id: number;
  @Column(place)
  bytes: number;
  @Column(uuid)
  setBy: string;
  @Column(at)
  setAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'set_by', foreignKeyConstraintName: 'storage_capacities_set_by' })
  setter?: Relation<Staff>;
}
