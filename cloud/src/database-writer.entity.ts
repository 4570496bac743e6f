import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one node of a database cluster that all processes write to; one row, empty where the database has one address. */
@Entity('database_writer')
export class DatabaseWriter {
  @PrimaryColumn({ type: 'int' })
  id: number;
  /** As DATABASE_URL writes it. */
  @Column({ type: 'varchar', length: 200, charset: 'ascii', collation: 'ascii_bin' })
  address: string;
}
