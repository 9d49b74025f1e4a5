const heading = document.createElement('h1');
heading.textContent = 'Loop Playground';
document.querySelector('#app')?.append(heading);
