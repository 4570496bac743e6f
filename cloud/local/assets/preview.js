// Host and person live in the page's address, so that a reload or a link keeps them.
const app = document.getElementById('app');
const user = document.getElementById('user');
const hosts = [...document.querySelectorAll('input[name="host"]')];
const device = document.querySelector('.device');
const panel = document.querySelector('.panel');
const narrow = matchMedia('(max-width: 760px)');

const chosen = () => ({ host: hosts.find((host) => host.checked)?.value ?? 'wechat', user: user.value });

function show() {
  const { host } = chosen();
  const person = user.selectedOptions[0];
  for (const [id, value] of [
    ['name', person.dataset.name],
    ['idNumber', person.dataset.id],
  ]) {
    const button = document.getElementById(id);
    button.textContent = value;
    button.dataset.copy = value;
  }
  const query = new URLSearchParams(chosen());
  const address = `/m/app/?${query}`;
  document.getElementById('now').textContent = `${host === 'alipay' ? '支付宝' : '微信'} · ${person.dataset.name}`;
  document.getElementById('alone').href = address;
  device.dataset.host = host;
  history.replaceState(null, '', `?${query}`);
  app.contentWindow.location.replace(address);
}

/** The phone keeps its real size and is only made smaller where the window is lower than it. */
function fit() {
  const scale = narrow.matches ? 1 : Math.min(1, (innerHeight - 32) / 872);
  device.style.setProperty('--scale', String(scale));
}

const wanted = new URLSearchParams(location.search);
const usable = hosts.filter((host) => !host.disabled);
const start = usable.find((host) => host.value === wanted.get('host')) ?? usable[0];
if (start) start.checked = true;
if ([...user.options].some((option) => option.value === wanted.get('user'))) user.value = wanted.get('user');
if (narrow.matches) panel.open = false;
narrow.addEventListener('change', ({ matches }) => {
  panel.open = !matches;
  fit();
});
document.querySelector('.controls').addEventListener('change', () => {
  show();
  if (narrow.matches) panel.open = false;
});
document.getElementById('reload').addEventListener('click', show);
addEventListener('resize', fit);
fit();
show();
