// Shapes of one family, "paper and lacquer": flat colours, layers like cut paper, mist between ridges.
// Everything is a string of SVG; everything random comes from a seed, so a picture is the same every time.
export const W = 1600, H = 1067;
export const c = {
  paper: '#f7f0e1', paper2: '#efe3cb', paper3: '#e2d2b2', ink: '#2a2420', red: '#8f1519', red2: '#b8372d', rose: '#e2a39a',
  gold: '#c08a3e', gold2: '#dcb468', gold3: '#f0d79c', pine: '#24473b', leaf: '#3f6f55', leaf2: '#6d9870', leaf3: '#a3bf8a', leaf4: '#cddbab',
  indigo: '#27324f', indigo2: '#47587d', mist: '#b9cac8', mist2: '#d6ded4', mist3: '#e8e9dc', sky: '#a9c4c9', wood: '#6f4529', wood2: '#95653d',
  wood3: '#c09562', brick: '#a5523c', grey: '#8b867d', grey2: '#bdb7aa', white: '#fdfaf2', water: '#8fb3b5', night: '#182338',
};
export const skins = ['#e7b78f', '#dba57c', '#cf966d', '#e0ae86'];
export const rng = seed => () => { seed = (seed + 0x6d2b79f5) | 0; let t = Math.imul(seed ^ (seed >>> 15), 1 | seed); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
const n = v => +(+v).toFixed(1);
let ids = 0; export const fresh = () => { ids = 0; };
export const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const rect = (x, y, w, h, fill, r = 0, more = '') => `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="${r}" fill="${fill}" ${more}/>`;
export const disc = (x, y, r, fill, more = '') => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" ${more}/>`;
export const oval = (x, y, rx, ry, fill, more = '') => `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" ${more}/>`;
export const poly = (pts, fill, more = '') => `<polygon points="${pts.map(p => p.map(n).join(',')).join(' ')}" fill="${fill}" ${more}/>`;
export const line = (pts, stroke, w, more = '') => `<polyline points="${pts.map(p => p.map(n).join(',')).join(' ')}" fill="none" stroke="${stroke}" stroke-width="${n(w)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const curve = (d, stroke, w, more = '') => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(w)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const at = (x, y, s, body, more = '') => `<g transform="translate(${n(x)} ${n(y)}) scale(${Array.isArray(s) ? s.join(' ') : s})${more ? ' ' + more : ''}">${body}</g>`;
export const raised = body => `<g filter="url(#raised)">${body}</g>`;
export const times = (k, f) => Array.from({ length: k }, (_, i) => f(i)).join('');
export const grad = (stops, y0 = 0, y1 = H, x = false) => { const id = 'g' + ids++; return [`<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${x ? `x1="${y0}" x2="${y1}" y1="0" y2="0"` : `x1="0" x2="0" y1="${n(y0)}" y2="${n(y1)}"`}>${stops.map((s, i) => `<stop offset="${n(i / (stops.length - 1) * 100)}%" stop-color="${s}"/>`).join('')}</linearGradient>`, `url(#${id})`]; };
export const clip = (shape, body) => { const id = 'k' + ids++; return `<clipPath id="${id}">${shape}</clipPath><g clip-path="url(#${id})">${body}</g>`; };
export const sky = (...stops) => { const [d, u] = grad(stops, 0, H * .75); return d + rect(0, 0, W, H, u); };
export const sun = (x, y, r, fill = '#f4d9a0', halo = '#fff4d6') => disc(x, y, r * 2.5, halo, 'opacity=".25"') + disc(x, y, r * 1.65, halo, 'opacity=".35"') + disc(x, y, r, fill);
// karst ridges: rounded towers merged softly
export function ridge({ y, amp, seed, fill, fade, peaks = 7, width = 150, x0 = -20, x1 = W + 20, bottom = H, rough = 6, shadow = true }) {
  const r = rng(seed), ps = [...Array(peaks)].map((_, i) => [x0 + (i + .15 + r() * .7) / peaks * (x1 - x0), (.35 + r() * .65) * amp, width * (.6 + r() * .8)]);
  const a = r() * 6, b = r() * 6; let d = `M${x0} ${bottom}`;
  for (let x = x0; x <= x1; x += 10) {
    let s = 0; for (const [px, h, w] of ps) s += Math.pow(h * Math.exp(-Math.pow(Math.abs(x - px) / w, 2.2)), 3);
    d += `L${x} ${n(y - Math.cbrt(s) - rough * Math.sin(x / 47 + a) - rough * .5 * Math.sin(x / 19 + b))}`;
  }
  const [g, u] = grad([fill, fade || fill], y - amp, y + amp * .55);
  const p = g + path(d + `L${x1} ${bottom}Z`, u); return shadow ? raised(p) : p;
}
export const hill = (pts, fill, more = '') => { // smooth hill through points, closed at the bottom
  let d = `M${pts[0][0]} ${H + 20}L${pts[0].join(' ')}`;
  for (let i = 0; i < pts.length - 1; i++) { const [a, b] = pts[i], [e, f] = pts[i + 1], m = (a + e) / 2; d += `C${m} ${b} ${m} ${f} ${e} ${f}`; }
  return path(d + `L${pts.at(-1)[0]} ${H + 20}Z`, fill, more);
};
export const cloud = (x, y, s, fill = c.white, op = .75) => at(x, y, s, `<g opacity="${op}">` + rect(-120, -14, 240, 28, fill, 14) + rect(-70, -38, 150, 30, fill, 15) + rect(-170, 8, 200, 22, fill, 11) + rect(20, 6, 170, 20, fill, 10) + '</g>');
export const mistBand = (y, h, fill = c.mist3, op = .55) => { const id = 'm' + ids++; return `<linearGradient id="${id}" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${fill}" stop-opacity="0"/><stop offset=".5" stop-color="${fill}" stop-opacity="${op}"/><stop offset="1" stop-color="${fill}" stop-opacity="0"/></linearGradient>` + rect(0, y - h / 2, W, h, `url(#${id})`); };
export function terraces({ y0, y1, k, seed, cols, rim, lip = 'rgba(40,40,20,.18)', amp = 34, x0 = -10, x1 = W + 10, tilt = 0 }) {
  const r = rng(seed), p = r() * 6, q = r() * 6; let out = '';
  for (let i = 0; i < k; i++) {
    const t = i / k, y = y0 + Math.pow(t, 1.15) * (y1 - y0), A = amp * (.5 + t); let d = '';
    for (let x = x0; x <= x1; x += 14) d += `${d ? 'L' : 'M'}${x} ${n(y + tilt * (x - W / 2) / W * (1 - t) + A * (Math.sin(x / 290 + p + t * 1.1) + .45 * Math.sin(x / 120 + q + t * 2.1)))}`;
    out += path(d + `L${x1} ${H + 40}L${x0} ${H + 40}Z`, cols[i % cols.length]) + curve(d, rim, 2 + 3 * t) + `<g transform="translate(0 ${n(4 + 6 * t)})">${curve(d, lip, 3 + 6 * t)}</g>`;
  }
  return out;
}
export const tree = (x, y, s, a = c.leaf, b = c.leaf2) => at(x, y, s, rect(-6, -70, 12, 72, c.wood, 5) + disc(0, -112, 52, a) + disc(-36, -84, 36, a) + disc(38, -86, 38, a) + disc(-12, -124, 30, b, 'opacity=".7"') + disc(24, -98, 22, b, 'opacity=".6"'));
export const pine = (x, y, s, a = c.pine, b = c.leaf) => at(x, y, s, rect(-5, -40, 10, 42, c.wood, 3) + [0, 1, 2, 3].map(i => path(`M0 ${-190 + i * 34}C10 ${-160 + i * 36} ${22 + i * 9} ${-138 + i * 36} ${34 + i * 9} ${-126 + i * 36}Q0 ${-116 + i * 36} ${-34 - i * 9} ${-126 + i * 36}C${-22 - i * 9} ${-138 + i * 36} -10 ${-160 + i * 36} 0 ${-190 + i * 34}Z`, i % 2 ? b : a)).reverse().join(''));
export function bamboo(x, y, s, seed = 1, a = c.leaf, b = c.leaf2) {
  const r = rng(seed); let o = '';
  for (let i = 0; i < 7; i++) {
    const dx = (i - 3) * 30 + r() * 20, h = 260 + r() * 120; o += curve(`M${i * 6 - 18} 0Q${n(dx * .3)} ${n(-h * .6)} ${n(dx * 1.7)} ${n(-h)}`, i % 2 ? a : b, 7);
    for (let j = 0; j < 9; j++) { const t = .45 + j * .065, u = 1 - t, px = u * u * (i * 6 - 18) + 2 * u * t * dx * .3 + t * t * dx * 1.7, py = -2 * u * t * h * .6 - t * t * h; o += at(px, py, 1, path('M0 0C14 6 34 22 44 44C24 38 8 22 0 0Z', j % 2 ? a : b), `rotate(${n(r() * 150 - 50)})`); }
  }
  return at(x, y, s, o);
}
export const banana = (x, y, s) => at(x, y, s, rect(-9, -120, 18, 122, c.leaf2, 8) + [-70, -35, 0, 35, 70].map((a, i) => at(0, -115, 1, path('M0 0C36 -40 40 -110 0 -170C-40 -110 -36 -40 0 0Z', i % 2 ? c.leaf : c.leaf2) + curve('M0 0V-160', c.leaf4, 3), `rotate(${a})`)).join(''));
export const bush = (x, y, s, a = c.leaf, b = c.leaf2) => at(x, y, s, disc(-34, -18, 28, a) + disc(0, -30, 36, a) + disc(36, -18, 28, a) + rect(-60, -20, 120, 22, a, 10) + disc(-8, -38, 20, b, 'opacity=".6"'));
export const blossom = (x, y, s, rot = 0, a = '#e7a7a6', b = '#f3cbc4') => at(x, y, s, [0, 72, 144, 216, 288].map(k => `<ellipse cx="0" cy="-9" rx="7" ry="9" fill="${k % 144 ? a : b}" transform="rotate(${k})"/>`).join('') + disc(0, 0, 3.6, c.red2), `rotate(${n(rot)})`);
export function peach(x, y, s, seed = 3, flip = 1) { // a branch of peach blossom reaching in from the edge
  const r = rng(seed); let wood = '', fl = '';
  const grow = (px, py, a, len, w, d) => {
    const qx = px + Math.cos(a) * len, qy = py + Math.sin(a) * len, mx = (px + qx) / 2 + (r() - .5) * len * .3, my = (py + qy) / 2 + (r() - .5) * len * .3;
    wood += curve(`M${n(px)} ${n(py)}Q${n(mx)} ${n(my)} ${n(qx)} ${n(qy)}`, '#4a2f26', w);
    for (let i = 0; i < (d > 2 ? 1 : 3); i++) { const t = r(); fl += r() < .8 ? blossom(px + (qx - px) * t + (r() - .5) * 26, py + (qy - py) * t + (r() - .5) * 26, .8 + r() * .9, r() * 360) : disc(px + (qx - px) * t + (r() - .5) * 30, py + (qy - py) * t + (r() - .5) * 30, 6, '#d98a8c'); }
    if (d) { grow(qx, qy, a + (r() - .5) * .7, len * .82, w * .7, d - 1); grow(qx, qy, a + (r() < .5 ? -1 : 1) * (.5 + r() * .5), len * .66, w * .55, d - 1); }
  };
  grow(0, 0, .25, 150, 16, 4); return at(x, y, [s * flip, s], wood + fl);
}
export const star = (x, y, r, fill) => poly([...Array(10)].map((_, i) => { const a = -Math.PI / 2 + i * Math.PI / 5, q = i % 2 ? r * .382 : r; return [x + q * Math.cos(a), y + q * Math.sin(a)]; }), fill);
export const flag = (x, y, h, s = 1) => rect(x - 4 * s, y - h, 8 * s, h, c.grey2, 4) + disc(x, y - h, 8 * s, c.gold2) + path(`M${x + 4 * s} ${y - h + 8 * s}q${40 * s} ${-14 * s} ${75 * s} 0t${75 * s} 0v${98 * s}q${-38 * s} ${14 * s} ${-75 * s} 0t${-75 * s} 0Z`, '#c1272d') + star(x + 78 * s, y - h + 58 * s, 30 * s, '#f6c945');
export const stilt = (x, y, s, { wall = c.wood2, roof = '#84705a', dark = '#3b2a20', flip = 1 } = {}) => at(x, y, [s * flip, s], [-150, -80, 0, 80, 150].map(k => rect(k - 7, -100, 14, 100, c.wood) + oval(k, 0, 15, 5, '#6d675c')).join('') + rect(-150, -96, 300, 70, '#2a2018', 0, 'opacity=".28"') + rect(-178, -112, 356, 16, c.wood) + rect(-160, -190, 320, 80, wall) + times(15, i => rect(-160 + i * 21.5, -190, 2, 78, c.wood, 0, 'opacity=".45"')) + rect(-120, -172, 54, 46, dark, 2) + rect(70, -172, 54, 46, dark, 2) + rect(-118, -170, 24, 42, c.gold3, 1, 'opacity=".75"') + rect(-26, -184, 52, 74, dark) + rect(-24, -182, 23, 72, c.wood3) + rect(-178, -136, 150, 5, c.wood3) + rect(28, -136, 150, 5, c.wood3) + times(8, i => rect(-176 + i * 20, -134, 4, 24, c.wood3) + (i < 8 ? rect(32 + i * 20, -134, 4, 24, c.wood3) : '')) + path('M-206 -176Q-160 -196 -128 -312L128 -312Q160 -196 206 -176Q0 -164 -206 -176Z', roof) + times(7, i => curve(`M${-118 - i * 12} ${-296 + i * 17}Q0 ${-290 + i * 19} ${118 + i * 12} ${-296 + i * 17}`, '#000', 2, 'opacity=".13"')) + rect(-136, -322, 272, 14, '#5c4c3d', 7) + poly([[-40, -104], [-14, -104], [-62, 0], [-92, 0]], c.wood) + times(5, i => line([[-38 - i * 11, -86 + i * 19], [-20 - i * 10, -86 + i * 19]], c.gold2, 4)));
export const hut = (x, y, s, { wall = '#ecd6a5', roof = c.brick } = {}) => at(x, y, s, rect(-70, -66, 140, 66, wall) + rect(-14, -48, 28, 48, c.wood) + rect(-54, -48, 28, 24, c.indigo2) + rect(28, -48, 28, 24, c.indigo2) + poly([[-88, -62], [-58, -112], [58, -112], [88, -62]], roof) + rect(-60, -116, 120, 7, '#7a3929', 3));
export const office = (x, y, s, { wall = '#ecd09a', floors = 2, w = 520, lit = false } = {}) => { // agency building
  let o = rect(-w / 2, -floors * 110 - 20, w, floors * 110 + 20, wall); const k = Math.round(w / 74);
  for (let fl = 0; fl < floors; fl++) { o += rect(-w / 2 - 8, -fl * 110 - 118, w + 16, 10, c.white); for (let i = 0; i < k; i++) { const wx = -w / 2 + (i + .5) * w / k; if (fl || Math.abs(wx) > 60) o += rect(wx - 20, -fl * 110 - 92, 40, 62, c.white, 2) + rect(wx - 16, -fl * 110 - 88, 32, 54, lit ? c.gold3 : c.indigo2) + rect(wx - 1.5, -fl * 110 - 88, 3, 54, c.white); } }
  o += rect(-62, -112, 124, 112, '#dfbd7e') + rect(-38, -86, 76, 86, '#5b3422') + rect(-2, -86, 4, 86, c.gold2) + times(4, i => rect(-70 + i * 43 - (i > 1 ? 0 : 0), -118, 11, 118, c.white)) + poly([[-92, -118], [0, -162], [92, -118]], c.red2) + star(0, -133, 11, '#f6c945') + times(3, i => rect(-90 - i * 8, -9 + i * 4, 180 + i * 16, 5, c.grey2));
  o += poly([[-w / 2 - 26, -floors * 110 - 16], [-w / 2 + 36, -floors * 110 - 74], [w / 2 - 36, -floors * 110 - 74], [w / 2 + 26, -floors * 110 - 16]], c.brick) + times(4, i => line([[-w / 2 - 12 + i * 12, -floors * 110 - 28 - i * 12], [w / 2 + 12 - i * 12, -floors * 110 - 28 - i * 12]], '#000', 2, 'opacity=".12"'));
  return at(x, y, s, o);
};
// people: height 100 from sole to crown, feet at the origin; angles in degrees from straight down, positive to the right
const joint = (p, a, l) => [p[0] + Math.sin(a * Math.PI / 180) * l, p[1] + Math.cos(a * Math.PI / 180) * l];
export function person(x, y, h, o = {}) {
  const { skin = skins[Math.abs(Math.round(x)) % 4], hair = '#2b211d', top = c.indigo2, sleeve = top, bottom = '#3a3f4f', style = 'short', face = 'front', armL = [-11, -5], armR = [11, 5], legL, legR, pose = 'stand', lean = 0, shoes = '#2a2420', kid = false, robe, skirt, trim, tie, scarf, vest, coat, hat, hatFill, behind = '', carry = '', over = '', bare = false, flip = 1 } = o;
  const hipY = -45, sh = kid ? 1.3 : 1.08, dx = { left: -2.1, right: 2.1, front: 0, back: 0 }[face];
  const limb = (p, [a, b], l1, l2, w, col, end) => { const e = joint(p, a, l1), f = joint(e, b, l2); return line([p, e, f], col, w) + (end ? disc(joint(f, b, 2.2)[0], joint(f, b, 2.2)[1], 3.2, end) : '') ; };
  const leg = (p, ang, near) => { const [a, b] = ang, e = joint(p, a, 22.5), f = joint(e, b, 20.5), dir = face === 'left' ? -1 : face === 'right' ? 1 : (p[0] < 0 ? -.5 : .5); return line([p, e, f], bottom, 8.6) + path(`M${n(f[0] - 4)} ${n(f[1] - 1)}h8q${n(dir * 3)} 1 ${n(dir * 4)} 4.4h${n(-8 - dir * 4)}Z`, shoes); };
  let legs = '';
  const sit = pose === 'sit', drop = sit ? 17.5 : 0;
  if (pose === 'stand') legs = leg([-4.6, hipY + 1], legL || [-1, 0]) + leg([4.6, hipY + 1], legR || [1, 0]);
  if (pose === 'walk') legs = leg([0, hipY + 1], legL || [-14, -20]) + leg([0, hipY + 1], legR || [16, 8]);
  if (sit) { const d = face === 'left' ? -1 : face === 'right' ? 1 : 0; legs = d ? leg([-2, hipY + 19], legL || [d * 82, d * -4]) + leg([1, hipY + 19], legR || [d * 88, d * 4]) : leg([-5, hipY + 20], legL || [-28, 4]) + leg([5, hipY + 20], legR || [28, -4]); }
  if (skirt && !sit) legs = line([[-4, -14], [-4, -3]], bare ? skin : skirt, 6) + line([[4, -14], [4, -3]], bare ? skin : skirt, 6) + path('M-7.5 -3h7v3.4h-9Z M0.5 -3h7l2 3.4h-9Z', shoes) + path('M-9.5 -48h19L15 -10Q0 -6 -15 -10Z', skirt) + (trim ? path('M-14.4 -16Q0 -12 14.4 -16L15 -10Q0 -6 -15 -10Z', trim) : '');
  if (skirt && sit && face !== 'front') { const d = face === 'left' ? -1 : 1; legs += path(`M${-7 * d} -33h${4 * d}L${27 * d} -31L${28 * d} -10Q${18 * d} -7 ${10 * d} -12L${-6 * d} -22Z`, skirt) + (trim ? path(`M${28 * d} -14Q${18 * d} -11 ${10 * d} -16v4Q${18 * d} -7 ${28 * d} -10Z`, trim) : ''); }
  const sl = [-11.6, -73], sr = [11.6, -73];
  const A = limb(sl, armL, 16.5, 15.5, 7.2, sleeve, skin), B = limb(sr, armR, 16.5, 15.5, 7.2, sleeve, skin);
  let torso = path('M-9 -79Q0 -82 9 -79Q15 -77 15 -70L12.2 -43Q0 -40 -12.2 -43L-15 -70Q-15 -77 -9 -79Z', top);
  if (robe && !sit) torso += path('M-11.5 -52h23L15.5 -14Q6 -12 1 -14L0 -40L-1 -14Q-6 -12 -15.5 -14Z', top);
  if (coat) torso += path(sit ? 'M-12.5 -46h25v10h-25Z' : 'M-12.3 -46h24.6L14 -30Q0 -27 -14 -30Z', top) + line([[0, -77], [0, sit ? -38 : -30]], '#cfc8b8', .9);
  if (trim && !skirt) torso += line([[-12.4, -45], [0, -43], [12.4, -45]], trim, 2.6);
  if (trim && skirt && face !== 'back') torso += line([[-4, -80], [0, -72], [4, -80]], trim, 2.4) + line([[0, -72], [4, -60], [5, -45]], trim, 1.8);
  if (face !== 'back' && !scarf && !trim && !robe) torso += path('M-4.6 -80.5L0 -73.5L4.6 -80.5Q0 -78 -4.6 -80.5Z', skin) + line([[-4.8, -80.4], [0, -73.3], [4.8, -80.4]], '#fff', 1.3, 'opacity=".55"');
  if (tie) torso += path('M-1.6 -74h3.2L2.2 -56L0 -52L-2.2 -56Z', tie);
  if (vest) torso += path('M-10 -79L-4 -79L-4 -43Q-9 -42.4 -12.2 -43L-14.4 -70Q-14.4 -77 -10 -79Z M10 -79L4 -79L4 -43Q9 -42.4 12.2 -43L14.4 -70Q14.4 -77 10 -79Z', vest) + rect(-13.6, -61, 9.4, 3.2, '#f5ecc9') + rect(4.2, -61, 9.4, 3.2, '#f5ecc9');
  if (scarf && face !== 'back') torso += path('M-6 -80Q0 -76 6 -80L2.4 -75L6 -63L1 -66L0 -74L-1 -66L-5 -63L-2.4 -75Z', '#c1272d');
  if (scarf && face === 'back') torso += path('M-8 -80Q0 -83 8 -80L0 -68Z', '#c1272d');
  // head about its own centre, enlarged for children
  const hx = 0, hy = -88; let hd = '';
  const longHair = style === 'long' ? path('M-8 -2Q-9.5 14 -7.5 20Q0 23 7.5 20Q9.5 14 8 -2Z', hair) : style === 'bob' ? path('M-8.4 -2Q-9.6 7 -7.6 10.5Q0 13 7.6 10.5Q9.6 7 8.4 -2Z', hair) : '';
  
  if (style === 'bun') hd += disc(face === 'left' ? 6.5 : face === 'right' ? -6.5 : 0, face === 'front' || face === 'back' ? -10 : -3, 4.6, hair);
  if (style === 'tails') hd += line([[-8, -1], [-10.5, 8]], hair, 4.4) + line([[8, -1], [10.5, 8]], hair, 4.4);
  hd += rect(-2.8, 4, 5.6, 8, skin, 2, 'style="filter:brightness(.9)"');
  hd += oval(-dx * .4, -1.2, 8.2, 9, hair);
  if (face !== 'back') {
    hd += oval(dx, 1.4, 6.7, 7.6, skin) + path(`M${n(dx - 7)} -1Q${n(dx - 6.6)} -7.6 ${n(dx)} -7.6Q${n(dx + 6.6)} -7.6 ${n(dx + 7)} -1Q${n(dx + (dx < 0 ? -3 : 3))} -5 ${n(dx - (dx < 0 ? -2 : 2))} -4.4Q${n(dx - 5.4)} -4 ${n(dx - 7)} -1Z`, hair);
    const ex = dx * 1.45; hd += curve(`M${n(ex - 3.5)} 1.4q1.1 -1.1 2.2 0`, '#4b2d20', .75) + curve(`M${n(ex + 1.3)} 1.4q1.1 -1.1 2.2 0`, '#4b2d20', .75) + curve(`M${n(ex - 1.7)} 5.2q1.7 1.4 3.4 0`, '#8f4a38', .7);
    hd += disc(ex - 3.8, 4, 1.3, '#d8755a', 'opacity=".28"') + disc(ex + 3.8, 4, 1.3, '#d8755a', 'opacity=".28"');
  } else hd += oval(0, 0, 7.8, 8.6, hair) + longHair;
  if (hat === 'non') hd += path('M0 -17L19.5 0.5Q0 5 -19.5 0.5Z', hatFill || '#ead3a0') + line([[0, -17], [4, 2]], '#c7a86c', .7) + line([[0, -17], [-8, 2]], '#c7a86c', .7) + line([[0, -17], [13, 1.2]], '#c7a86c', .7);
  if (hat === 'helmet') hd += path('M-9.4 -2Q-10 -12.5 0 -12.8Q10 -12.5 9.4 -2Z', hatFill || '#e0a93b') + rect(-10.6, -3.4, 21.2, 2.6, hatFill || '#e0a93b', 1.3) + rect(-1.4, -13, 2.8, 9, '#fff', 1, 'opacity=".4"');
  if (hat === 'cap') hd += path('M-8.6 -2.8Q-9 -11 0 -11.2Q9 -11 8.6 -2.8Z', hatFill || '#4b6a48') + rect(face === 'left' ? -14 : face === 'right' ? 0 : -8, -4, face === 'front' || face === 'back' ? 16 : 14, 2.4, hatFill || '#4b6a48', 1.2) + (face !== 'back' ? star(dx, -7.2, 1.9, '#f6c945') : '');
  if (hat === 'turban') hd += path('M-9 -1.5Q-10.5 -12 0 -12.4Q10.5 -12 9 -1.5Q5 -6.2 0 -6Q-5 -6.2 -9 -1.5Z', hatFill || c.indigo) + curve('M-8.4 -4.4Q0 -9.4 8.4 -4.6', trim || c.red2, 1.3);
  if (hat === 'nurse') hd += path('M-6.5 -8L0 -13L6.5 -8Q0 -10.4 -6.5 -8Z', '#fff') ;
  const head = `<g transform="translate(${hx} ${hy}) scale(${sh})">${hd}</g>`;
  const mane = face === 'back' ? '' : `<g transform="translate(${hx} ${hy}) scale(${sh})">${longHair}</g>`;
  const up = mane + (behind.includes('L') ? A : '') + (behind.includes('R') ? B : '') + carry + torso + head + over + (behind.includes('L') ? '' : A) + (behind.includes('R') ? '' : B);
  return at(x, y, [h / 100 * flip, h / 100], (pose === 'bust' ? '' : legs) + `<g transform="translate(0 ${drop}) rotate(${lean} 0 ${hipY})">${up}</g>`);
}
export const ground = (x, y, w) => oval(x, y, w, w * .16, '#000', 'opacity=".13"');
export const basket = `<g>${path('M-17 -72L-8 -72L-8 -44Q-15 -42 -17 -50Z', c.wood3)}</g>`;
// a back basket seen from behind or the side
export const gui = (side = -1) => path(`M${8 * side} -74h${15 * side}l${-3 * side} 28q${-5 * side} 3 ${-10 * side} 0Z`, c.wood3) + line([[9 * side, -66], [22 * side, -66]], c.wood2, 1.4) + line([[9 * side, -58], [21 * side, -58]], c.wood2, 1.4) + oval(15.5 * side, -74, 8, 3, c.leaf2);
export const bag = (side, col = c.red2) => rect(side < 0 ? -21 : 9, -76, 12, 24, col, 4) + rect(side < 0 ? -20 : 10, -62, 10, 7, '#fff', 2, 'opacity=".3"');
export const paper = (x, y, w, h, rot = 0, col = c.white) => at(x, y, 1, rect(-w / 2, -h / 2, w, h, col, 2) + times(4, i => rect(-w / 2 + w * .14, -h / 2 + h * (.2 + i * .17), w * (i === 3 ? .4 : .72), Math.max(1.2, h * .05), c.grey2, 1)), `rotate(${rot})`);
export const pot = (x, y, s, a = c.leaf, b = c.leaf2) => at(x, y, s, [-58, -34, -12, 12, 34, 58].map((k, i) => at(0, -60, 1, path('M0 0C20 -30 18 -70 0 -105C-18 -70 -20 -30 0 0Z', i % 2 ? a : b), `rotate(${k})`)).join('') + path('M-36 -64h72l-9 64h-54Z', c.brick) + rect(-40, -70, 80, 13, '#8b4130', 4));
export const view = (x, y, w, h, seed, frame = c.white) => rect(x - 12, y - 12, w + 24, h + 24, frame, 4) + clip(`<rect x="${x}" y="${y}" width="${w}" height="${h}"/>`, rect(x, y, w, h, '#d8e4df') + disc(x + w * .7, y + h * .28, h * .11, '#f6dfae') + at(x, y, 1, ridge({ y: h * .72, amp: h * .36, seed, fill: '#9fb7b4', fade: '#c9d6cd', peaks: 4, width: w * .18, x0: 0, x1: w + 10, bottom: h, rough: 2, shadow: false }) + ridge({ y: h * .88, amp: h * .3, seed: seed + 5, fill: '#6d938a', fade: '#a9c0b0', peaks: 4, width: w * .17, x0: 0, x1: w + 10, bottom: h, rough: 2, shadow: false }) + ridge({ y: h * 1.02, amp: h * .22, seed: seed + 9, fill: '#3f6f60', fade: '#5e8870', peaks: 3, width: w * .25, x0: 0, x1: w + 10, bottom: h, rough: 2, shadow: false }))) + rect(x + w / 2 - 5, y, 10, h, frame) + rect(x - 20, y + h + 8, w + 40, 14, frame, 3);
export const screen = (x, y, s, face = 1) => at(x, y, s, rect(-6, -22, 12, 22, '#4a4742') + rect(-26, -4, 52, 6, '#4a4742', 3) + rect(-52, -92, 104, 72, '#37352f', 6) + (face > 0 ? rect(-46, -86, 92, 60, '#cfe0dd', 2) + rect(-38, -78, 40, 6, c.red2, 2) + times(4, i => rect(-38, -66 + i * 9, 74 - i * 11, 4, '#8fa9a7', 2)) : disc(0, -56, 7, '#5a5750')));
export const room = (wall, floor, yf, skirting = c.wood2) => rect(0, 0, W, yf, wall) + rect(0, yf, W, H - yf, floor) + rect(0, yf - 16, W, 16, skirting);
export const moon = (x, y, r) => disc(x, y, r * 2.3, '#f7e6b4', 'opacity=".10"') + disc(x, y, r * 1.55, '#f7e6b4', 'opacity=".16"') + disc(x, y, r, '#f8e7b8') + disc(x - r * .3, y - r * .15, r * .18, '#ecd597') + disc(x + r * .3, y + r * .3, r * .24, '#ecd597') + disc(x + r * .2, y - r * .4, r * .1, '#ecd597');
export const stars = (seed, k, h) => { const r = rng(seed); return times(k, () => disc(r() * W, r() * h, .9 + r() * 1.7, '#f7ecc8', `opacity="${n(.35 + r() * .6)}"`)); };
export const bunting = (x0, y0, x1, y1, k, sag = 60) => curve(`M${x0} ${y0}Q${(x0 + x1) / 2} ${(y0 + y1) / 2 + sag * 2} ${x1} ${y1}`, c.wood, 3) + times(k, i => { const t = (i + .5) / k, u = 1 - t, x = u * u * x0 + 2 * u * t * (x0 + x1) / 2 + t * t * x1, y = u * u * y0 + 2 * u * t * ((y0 + y1) / 2 + sag * 2) + t * t * y1; return poly([[x - 15, y], [x + 15, y], [x, y + 34]], ['#c1272d', c.gold2, c.leaf2, c.white, c.indigo2][i % 5]); });
export const motorbike = (x, y, s, col = c.red2, flip = 1) => at(x, y, [s * flip, s], disc(-52, -26, 26, '#2d2a27') + disc(-52, -26, 14, c.grey2) + disc(56, -26, 26, '#2d2a27') + disc(56, -26, 14, c.grey2) + path('M-70 -60Q-30 -74 -4 -60L12 -38L44 -92L56 -88L40 -40Q20 -18 -20 -22L-44 -34Z', col) + line([[46, -92], [40, -110], [28, -112]], '#2d2a27', 6) + path('M-72 -66Q-40 -80 -2 -66L-6 -58Q-40 -66 -70 -58Z', '#2d2a27') + disc(58, -84, 8, c.gold3) + line([[-48, -26], [-92, -30]], c.grey, 7));
export const car = (x, y, s, col = c.red2, flip = 1) => at(x, y, [s * flip, s], path('M-100 -26Q-104 -54 -80 -58L-48 -60Q-30 -92 0 -92H26Q48 -92 62 -60L88 -54Q102 -50 100 -26Z', col) + path('M-36 -62Q-24 -84 -2 -84H4V-62Z', '#cfe0dd') + path('M12 -84H24Q40 -84 50 -62H12Z', '#cfe0dd') + [-58, 56].map(k => disc(k, -24, 22, '#2d2a27') + disc(k, -24, 10, c.grey2)).join('') + rect(88, -48, 12, 9, c.gold3, 4));
export const frame = body => `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}"><defs><filter id="raised" x="-5%" y="-15%" width="110%" height="130%"><feDropShadow dx="0" dy="-3" stdDeviation="7" flood-color="#2c2014" flood-opacity=".2"/></filter><filter id="soft" x="-10%" y="-10%" width="120%" height="120%"><feDropShadow dx="0" dy="5" stdDeviation="5" flood-color="#2c2014" flood-opacity=".22"/></filter></defs>${body}</svg>`;
export const soft = body => `<g filter="url(#soft)">${body}</g>`;
