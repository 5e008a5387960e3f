// Contrast after WCAG 2.2, of all text that shows, over the background that lies behind it.
() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, under) => top.slice(0, 3).map((value, i) => value * top[3] + under[i] * (1 - top[3]));
    const light = (rgb) => {
        const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const failures = new Set();
    let counted = 0;
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        const field = element.matches("input, select, textarea");
        if (!(own || field) || !element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) continue;
        if (element.closest(".sr, .toast:not(.shown), option, script, style, template, dialog:not([open])")) continue;
        let opacity = 1;
        const layers = [];
        for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            opacity *= Number(style.opacity);
            layers.push(rgba(style.backgroundColor));
        }
        const back = layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
        const [r, g, b, a] = rgba(getComputedStyle(element).color);
        const [low, high] = [light(over([r, g, b, a * opacity], back)), light(back)].sort((x, y) => x - y);
        counted += 1;
        const ratio = (high + 0.05) / (low + 0.05);
        const words = element.textContent.trim().slice(0, 30);
        if (ratio < 4.5) failures.add(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${words}`);
    }
    return { counted, failures: [...failures] };
}
