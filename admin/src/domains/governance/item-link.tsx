import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { itemStateOf } from './governance-wording';
import { agendaItemQuery } from './queries';
import { useMay } from './rights';

interface ItemLinkProps {
  itemId: string;
  /** What who does not sit at the meetings reads instead. */
  children: ReactNode;
}

/** The item on the agenda that decides something, by how it stands: the way to its meeting, or to what waits for one. */
export function ItemLink({ itemId, children }: ItemLinkProps) {
  const may = useMay();
  const item = useQuery({ ...agendaItemQuery(itemId), enabled: may('GET /agenda-items/:id') }).data;
  if (!item) return children;
  return <Link to={item.meetingId ? `/meetings/${item.meetingId}#item-${item.id}` : '/meetings'}>{itemStateOf(item).label}</Link>;
}
