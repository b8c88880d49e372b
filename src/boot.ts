// Stands in each reader's page itself: nothing else is asked for before the page is painted.
{
  const { dataset } = document.currentScript as HTMLScriptElement;
  const can = document.documentElement.dataset;
  try {
    // Letters that this browser has kept are shown from the first paint on.
    if (localStorage.getItem('fonts')) can.fonts = '';
  } catch {
    // Storage may be forbidden.
  }
  if ('share' in navigator) can.share = '';

  const begin = () => void import(dataset.start ?? '');
  if (document.hidden || document.prerendering) begin();
  else {
    // The first paint may be of the page's colour alone, while its text is still being laid out.
    const watch = (paints: PerformanceObserverEntryList) => paints.getEntriesByName('first-contentful-paint').length && begin();
    new PerformanceObserver(watch).observe({ type: 'paint', buffered: true });
    // Where paints are not told.
    addEventListener('load', () => setTimeout(begin, 1000));
  }
}
