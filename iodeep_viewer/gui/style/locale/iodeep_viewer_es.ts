<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en">
    <context>
    <name>About</name>
    <message>
        <source>For research use. Not a medical device.</source>
        <translation>Para uso en investigación. No es un producto sanitario.</translation>
    </message>
    <message>
        <source>Everything proposed must be checked by a physician.</source>
        <translation>Todo lo que se propone debe comprobarlo un médico.</translation>
    </message>
    <message>
        <source>Trained networks are stored in the PACS as DICOM objects; the one that fits the slice proposes regions of interest, and the physician decides on each.</source>
        <translation>Las redes entrenadas se almacenan en el PACS como objetos DICOM; la que se ajusta al corte propone regiones de interés y el médico decide sobre cada una.</translation>
    </message>
    <message>
        <source>After: {}.</source>
        <translation>Según: {}.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Software libre con licencia GNU General Public License, versión 3 o posterior.</translation>
    </message>
    <message>
        <source>About IODeep Viewer</source>
        <translation>Acerca de IODeep Viewer</translation>
    </message>
</context><context>
    <name>AiController</name>
    <message>
        <source>No slice is open.</source>
        <translation>No hay ningún corte abierto.</translation>
    </message>
    <message>
        <source>Open a series first.</source>
        <translation>Abra primero una serie.</translation>
    </message>
    <message>
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <source>The network proposes nothing new on this slice.</source>
        <translation>La red no propone nada nuevo en este corte.</translation>
    </message>
    <message>
        <source>“{}” found nothing on this slice.</source>
        <translation>“{}” no ha encontrado nada en este corte.</translation>
    </message>
    <message>
        <source>That is not a finding of absence: check the slice yourself.</source>
        <translation>No equivale a un hallazgo negativo: compruébelo usted.</translation>
    </message>
    <message>
        <source>The network is reading this series already.</source>
        <translation>La red ya está examinando esta serie.</translation>
    </message>
    <message>
        <source>Esc stops it; its proposals stay.</source>
        <translation>Esc la detiene; sus propuestas se conservan.</translation>
    </message>
</context><context>
    <name>AiPanel</name>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>Why this network was chosen, its model card, and other networks</source>
        <translation>Por qué se eligió esta red, la ficha del modelo y las demás redes</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Umbral</translation>
    </message>
    <message>
        <source>Probability from which a pixel belongs to a region. Moves the proposals of this slice; decided or edited ones stay.</source>
        <translation>Probabilidad a partir de la cual un píxel pertenece a una región. Mueve las propuestas de este corte; lo decidido o editado se conserva.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Back to the network's own threshold</source>
        <translation>Volver al umbral propio de la red</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Mapa de calor</translation>
    </message>
    <message>
        <source>Show the network's probabilities over the slice</source>
        <translation>Mostrar las probabilidades de la red sobre el corte</translation>
    </message>
    <message>
        <source>Opacity of the heat map</source>
        <translation>Opacidad del mapa de calor</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Outline at</source>
        <translation>Contorno en</translation>
    </message>
    <message>
        <source>{} · version {}</source>
        <translation>{} · versión {}</translation>
    </message>
    <message>
        <source>Open a series: the network that fits is found by itself.</source>
        <translation>Abra una serie: la red adecuada se busca automáticamente.</translation>
    </message>
</context><context>
    <name>BrushTool</name>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Inside grows, outside shrinks · Ctrl: new region · Shift+wheel or [ ]: radius {:.1f} {}</source>
        <translation>Dentro amplía, fuera reduce · Ctrl: región nueva · Mayús+rueda o [ ]: radio {:.1f} {}</translation>
    </message>
</context><context>
    <name>Card</name>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Uso previsto</translation>
    </message>
    <message>
        <source>Limitations</source>
        <translation>Limitaciones</translation>
    </message>
    <message>
        <source>How good it is</source>
        <translation>Rendimiento</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>How the data were divided</source>
        <translation>Cómo se dividieron los datos</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>Preprocesamiento</translation>
    </message>
    <message>
        <source>Postprocessing</source>
        <translation>Posprocesamiento</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licencia</translation>
    </message>
    <message>
        <source>The network came without a card.</source>
        <translation>La red llegó sin ficha.</translation>
    </message>
    <message>
        <source>The network's card cannot be read.</source>
        <translation>La ficha de la red no se puede leer.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
</context><context>
    <name>CardView</name>
    <message>
        <source>Model card</source>
        <translation>Ficha del modelo</translation>
    </message>
</context><context>
    <name>Classes</name>
    <message>
        <source>AI: {}</source>
        <translation>IA: {}</translation>
    </message>
    <message>
        <source>Of the whole slice; not a finding</source>
        <translation>De todo el corte; no es un hallazgo</translation>
    </message>
    <message>
        <source>AI: {} {} · not a finding</source>
        <translation>AI: {} {} · no es un hallazgo</translation>
    </message>
</context><context>
    <name>Commands</name>
    <message>
        <source>Brush: grow or shrink a region</source>
        <translation>Pincel: ampliar o reducir una región</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Pincel más pequeño</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Pincel más grande</translation>
    </message>
    <message>
        <source>Cut a region in two</source>
        <translation>Cortar en dos una región</translation>
    </message>
    <message>
        <source>Draw a region</source>
        <translation>Dibujar una región</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>Lupa</translation>
    </message>
    <message>
        <source>Edit vertices</source>
        <translation>Editar vértices</translation>
    </message>
    <message>
        <source>Select and window</source>
        <translation>Seleccionar y ventana</translation>
    </message>
    <message>
        <source>Arrow with a text</source>
        <translation>Flecha con un texto</translation>
    </message>
    <message>
        <source>Measure a length</source>
        <translation>Medir una longitud</translation>
    </message>
    <message>
        <source>Measure an angle</source>
        <translation>Medir un ángulo</translation>
    </message>
    <message>
        <source>Values in a rectangle</source>
        <translation>Valores en un rectángulo</translation>
    </message>
    <message>
        <source>Values in an ellipse</source>
        <translation>Valores en una elipse</translation>
    </message>
    <message>
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <source>AI ROI on the whole series</source>
        <translation>AI ROI en toda la serie</translation>
    </message>
    <message>
        <source>Validate the selected region; finish a drawing</source>
        <translation>Validar la región seleccionada; terminar un dibujo</translation>
    </message>
    <message>
        <source>Reject the selected region</source>
        <translation>Rechazar la región seleccionada</translation>
    </message>
    <message>
        <source>Validate all on this slice</source>
        <translation>Validar todas en este corte</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Región siguiente</translation>
    </message>
    <message>
        <source>Previous region</source>
        <translation>Región anterior</translation>
    </message>
    <message>
        <source>Join the selected regions</source>
        <translation>Unir las regiones seleccionadas</translation>
    </message>
    <message>
        <source>Smooth the outline</source>
        <translation>Suavizar el contorno</translation>
    </message>
    <message>
        <source>Leave out vertices</source>
        <translation>Reducir los vértices</translation>
    </message>
    <message>
        <source>Copy to the previous slice</source>
        <translation>Copiar al corte anterior</translation>
    </message>
    <message>
        <source>Copy to the next slice</source>
        <translation>Copiar al corte siguiente</translation>
    </message>
    <message>
        <source>Fill the slices between</source>
        <translation>Interpolar los cortes intermedios</translation>
    </message>
    <message>
        <source>Copy stored regions of this slice into the review</source>
        <translation>Copiar a la revisión las regiones almacenadas de este corte</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Why this network?</source>
        <translation>¿Por qué esta red?</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Corte siguiente</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Corte anterior</translation>
    </message>
    <message>
        <source>10 slices on</source>
        <translation>10 cortes adelante</translation>
    </message>
    <message>
        <source>10 slices back</source>
        <translation>10 cortes atrás</translation>
    </message>
    <message>
        <source>First slice</source>
        <translation>Primer corte</translation>
    </message>
    <message>
        <source>Last slice</source>
        <translation>Último corte</translation>
    </message>
    <message>
        <source>Next series</source>
        <translation>Serie siguiente</translation>
    </message>
    <message>
        <source>Previous series</source>
        <translation>Serie anterior</translation>
    </message>
    <message>
        <source>Key image on, off</source>
        <translation>Imagen clave sí, no</translation>
    </message>
    <message>
        <source>DICOM elements …</source>
        <translation>Elementos DICOM …</translation>
    </message>
    <message>
        <source>Autoplay</source>
        <translation>Cine</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Más lento</translation>
    </message>
    <message>
        <source>Window from the values</source>
        <translation>Ventana según los valores</translation>
    </message>
    <message>
        <source>Window of the image</source>
        <translation>Ventana de la imagen</translation>
    </message>
    <message>
        <source>Window preset {}</source>
        <translation>Ventana predefinida {}</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Invertir</translation>
    </message>
    <message>
        <source>Go to the search</source>
        <translation>Ir a la búsqueda</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Repetir la búsqueda</translation>
    </message>
    <message>
        <source>Open a folder …</source>
        <translation>Abrir una carpeta …</translation>
    </message>
    <message>
        <source>Open files or a ZIP …</source>
        <translation>Abrir archivos o un ZIP …</translation>
    </message>
    <message>
        <source>Open a DICOMDIR …</source>
        <translation>Abrir un DICOMDIR …</translation>
    </message>
    <message>
        <source>Back from files to the PACS</source>
        <translation>Volver de los archivos al PACS</translation>
    </message>
    <message>
        <source>Store the review …</source>
        <translation>Almacenar la revisión …</translation>
    </message>
    <message>
        <source>Save picture or video …</source>
        <translation>Guardar imagen o vídeo …</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Copiar la imagen</translation>
    </message>
    <message>
        <source>Send the outbox</source>
        <translation>Enviar la cola de salida</translation>
    </message>
    <message>
        <source>Close the series</source>
        <translation>Cerrar la serie</translation>
    </message>
    <message>
        <source>Preferences …</source>
        <translation>Preferencias …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Rotate clockwise</source>
        <translation>Girar a la derecha</translation>
    </message>
    <message>
        <source>Rotate counterclockwise</source>
        <translation>Girar a la izquierda</translation>
    </message>
    <message>
        <source>Flip left and right</source>
        <translation>Voltear izquierda y derecha</translation>
    </message>
    <message>
        <source>Flip top and bottom</source>
        <translation>Voltear arriba y abajo</translation>
    </message>
    <message>
        <source>Reset window, zoom and rotation</source>
        <translation>Restablecer ventana, zoom y giro</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <translation>Ajustar al panel</translation>
    </message>
    <message>
        <source>Heat map of the network on, off</source>
        <translation>Mapa de calor de la red sí, no</translation>
    </message>
    <message>
        <source>Labels on, off</source>
        <translation>Etiquetas sí, no</translation>
    </message>
    <message>
        <source>Corner text on, off</source>
        <translation>Texto en las esquinas sí, no</translation>
    </message>
    <message>
        <source>One viewport</source>
        <translation>Un panel</translation>
    </message>
    <message>
        <source>Two viewports</source>
        <translation>Dos paneles</translation>
    </message>
    <message>
        <source>Four viewports</source>
        <translation>Cuatro paneles</translation>
    </message>
    <message>
        <source>Next viewport</source>
        <translation>Panel siguiente</translation>
    </message>
    <message>
        <source>Linked scrolling on, off</source>
        <translation>Desplazamiento sincronizado sí, no</translation>
    </message>
    <message>
        <source>Reference lines on, off</source>
        <translation>Líneas de referencia sí, no</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Cancel the running work</source>
        <translation>Cancelar la operación en curso</translation>
    </message>
    <message>
        <source>Take back the last point</source>
        <translation>Quitar el último punto</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Teclas y ratón</translation>
    </message>
    <message>
        <source>About IODeep Viewer</source>
        <translation>Acerca de IODeep Viewer</translation>
    </message>
</context><context>
    <name>Contents</name>
    <message>
        <source>segmentations</source>
        <translation>segmentaciones</translation>
    </message>
    <message>
        <source>structured reports</source>
        <translation>informes estructurados</translation>
    </message>
    <message>
        <source>presentation states</source>
        <translation>estados de presentación</translation>
    </message>
    <message>
        <source>treatment plans</source>
        <translation>planes de tratamiento</translation>
    </message>
    <message>
        <source>dose distributions</source>
        <translation>distribuciones de dosis</translation>
    </message>
    <message>
        <source>treatment records</source>
        <translation>registros de tratamiento</translation>
    </message>
    <message>
        <source>registrations</source>
        <translation>registros de imágenes</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>documentos</translation>
    </message>
    <message>
        <source>3-D models</source>
        <translation>modelos 3D</translation>
    </message>
    <message>
        <source>waveforms</source>
        <translation>trazados</translation>
    </message>
    <message>
        <source>value mappings</source>
        <translation>conversiones de valores</translation>
    </message>
    <message>
        <source>annotations</source>
        <translation>anotaciones</translation>
    </message>
    <message>
        <source>fiducials</source>
        <translation>puntos de referencia</translation>
    </message>
    <message>
        <source>spectra</source>
        <translation>espectros</translation>
    </message>
    <message>
        <source>parametric maps</source>
        <translation>mapas paramétricos</translation>
    </message>
    <message>
        <source>raw data</source>
        <translation>datos brutos</translation>
    </message>
    <message>
        <source>objects of an unknown kind</source>
        <translation>objetos de tipo desconocido</translation>
    </message>
    <message>
        <source>Not shown yet: {}.</source>
        <translation>Aún no se muestran: {}.</translation>
    </message>
</context><context>
    <name>CornerText</name>
    <message>
        <source>Zoom {}</source>
        <translation>Zoom {}</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>invertida</translation>
    </message>
    <message>
        <source>Slice {}/{}</source>
        <translation>Corte {}/{}</translation>
    </message>
    <message>
        <source>★ Key image</source>
        <translation>★ Imagen clave</translation>
    </message>
    <message>
        <source>★ Key image, stored: {}</source>
        <translation>★ Imagen clave, almacenada: {}</translation>
    </message>
</context><context>
    <name>Counts</name>
    <message>
        <source> and </source>
        <translation> y </translation>
    </message>
    <message>
        <source>{} region</source>
        <translation>{} región</translation>
    </message>
    <message>
        <source>{} regions</source>
        <translation>{} regiones</translation>
    </message>
    <message>
        <source>{} measurement</source>
        <translation>{} medida</translation>
    </message>
    <message>
        <source>{} measurements</source>
        <translation>{} medidas</translation>
    </message>
    <message>
        <source>{} key image</source>
        <translation>{} imagen clave</translation>
    </message>
    <message>
        <source>{} key images</source>
        <translation>{} imágenes clave</translation>
    </message>
    <message>
        <source>{} slice</source>
        <translation>{} corte</translation>
    </message>
    <message>
        <source>{} slices</source>
        <translation>{} cortes</translation>
    </message>
    <message>
        <source>{} object</source>
        <translation>{} objeto</translation>
    </message>
    <message>
        <source>{} objects</source>
        <translation>{} objetos</translation>
    </message>
</context><context>
    <name>Crash</name>
    <message>
        <source>Unexpected error</source>
        <translation>Error inesperado</translation>
    </message>
    <message>
        <source>An unexpected error occurred. Your decisions so far are saved on this computer.</source>
        <translation>Ha ocurrido un error imprevisto. Sus decisiones hasta ahora están guardadas en este equipo.</translation>
    </message>
    <message>
        <source>Please report it with the details below, then go on or start again.</source>
        <translation>Comuníquelo con los detalles de abajo y después continúe o reinicie.</translation>
    </message>
</context><context>
    <name>CutTool</name>
    <message>
        <source>Click the next point · double click or Enter: cut · Backspace: back · Esc: cancel</source>
        <translation>Clic en el punto siguiente · doble clic o Intro: cortar · Retroceso: atrás · Esc: abandonar</translation>
    </message>
    <message>
        <source>Drag a line across a region, from outside to outside</source>
        <translation>Arrastre una línea a través de una región, de fuera a fuera</translation>
    </message>
</context><context>
    <name>DecisionRecorder</name>
    <message>
        <source>The review is being stored.</source>
        <translation>Se está almacenando la revisión.</translation>
    </message>
    <message>
        <source>Wait a moment, then go on.</source>
        <translation>Espere un momento y continúe.</translation>
    </message>
    <message>
        <source>Your decisions could not be written to this computer's disk.</source>
        <translation>No se han podido escribir sus decisiones en el disco de este equipo.</translation>
    </message>
    <message>
        <source>Store them now, and free some space: a crash would lose them.</source>
        <translation>Almacénelas ahora y libere espacio: se perderían si el programa fallara.</translation>
    </message>
</context><context>
    <name>Demo</name>
    <message>
        <source>Starting the demo archive</source>
        <translation>Iniciando el archivo de demostración</translation>
    </message>
</context><context>
    <name>DisplayPage</name>
    <message>
        <source>Viewports</source>
        <translation>Paneles</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Uno</translation>
    </message>
    <message>
        <source>Two</source>
        <translation>Dos</translation>
    </message>
    <message>
        <source>Four</source>
        <translation>Cuatro</translation>
    </message>
    <message>
        <source>Text in the corners, orientation letters and scale bar</source>
        <translation>Texto en las esquinas, letras de orientación y escala</translation>
    </message>
    <message>
        <source>Labels beside regions, all values beside measurements</source>
        <translation>Etiquetas junto a las regiones, todos los valores junto a las medidas</translation>
    </message>
    <message>
        <source>Viewports scroll together by position</source>
        <translation>Los paneles se desplazan juntos por posición</translation>
    </message>
    <message>
        <source>Lines where the active slice cuts the others</source>
        <translation>Líneas donde el corte activo cruza los demás</translation>
    </message>
    <message>
        <source>When the viewer starts</source>
        <translation>Al iniciar el visor</translation>
    </message>
    <message>
        <source>A change holds at once, too. The keys switch each of these while you read.</source>
        <translation>Un cambio vale también de inmediato. Las teclas activan o desactivan cada opción durante la lectura.</translation>
    </message>
</context><context>
    <name>DrawTool</name>
    <message>
        <source>Click the next point · double click or Enter: close · Backspace: back · Esc: cancel</source>
        <translation>Clic en el punto siguiente · doble clic o Intro: cerrar · Retroceso: atrás · Esc: abandonar</translation>
    </message>
    <message>
        <source>Drag around a region, or click its points · Shift: add to the selected one</source>
        <translation>Arrastre alrededor de una región o haga clic en sus puntos · Mayús: añadir a la seleccionada</translation>
    </message>
</context><context>
    <name>EditTool</name>
    <message>
        <source>Click a region to change it</source>
        <translation>Haga clic en una región para modificarla</translation>
    </message>
    <message>
        <source>Drag a vertex · double click an edge: add · Alt+click or Backspace: remove · drag inside: move</source>
        <translation>Arrastre un vértice · doble clic en un lado: añadir · Alt+clic o Retroceso: quitar · arrastrar dentro: mover</translation>
    </message>
</context><context>
    <name>EditingController</name>
    <message>
        <source>Region</source>
        <translation>Región</translation>
    </message>
    <message>
        <source>The line divides several regions.</source>
        <translation>La línea divide varias regiones.</translation>
    </message>
    <message>
        <source>Select the one to be cut.</source>
        <translation>Seleccione la que se va a cortar.</translation>
    </message>
    <message>
        <source>The line divides no region.</source>
        <translation>La línea no divide ninguna región.</translation>
    </message>
    <message>
        <source>Draw it across one, from outside to outside.</source>
        <translation>Trácela a través de una región, de fuera a fuera.</translation>
    </message>
    <message>
        <source>There is no further slice.</source>
        <translation>No hay más cortes.</translation>
    </message>
    <message>
        <source>There is no stored region to copy on this slice.</source>
        <translation>En este corte no hay regiones almacenadas que copiar.</translation>
    </message>
    <message>
        <source>No region is selected.</source>
        <translation>No hay ninguna región seleccionada.</translation>
    </message>
    <message>
        <source>Click one first.</source>
        <translation>Haga clic primero en una región.</translation>
    </message>
</context><context>
    <name>ElementModel</name>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>VR</source>
        <translation>VR</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>Palabra clave</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
</context><context>
    <name>Export</name>
    <message>
        <source>Picture (*.png)</source>
        <translation>Imagen (*.png)</translation>
    </message>
    <message>
        <source>Video (*.mp4)</source>
        <translation>Vídeo (*.mp4)</translation>
    </message>
    <message>
        <source>Animated picture (*.apng)</source>
        <translation>Imagen animada (*.apng)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context><context>
    <name>ExportDialog</name>
    <message>
        <source>Save or copy the picture</source>
        <translation>Guardar o copiar la imagen</translation>
    </message>
    <message>
        <source>This slice as a picture (PNG)</source>
        <translation>Este corte como imagen (PNG)</translation>
    </message>
    <message>
        <source>All {} slices as a video (MP4)</source>
        <translation>Los {} cortes como vídeo (MP4)</translation>
    </message>
    <message>
        <source>All {} slices as an animated picture (APNG)</source>
        <translation>Los {} cortes como imagen animada (APNG)</translation>
    </message>
    <message>
        <source>Slices in a second</source>
        <translation>Cortes por segundo</translation>
    </message>
    <message>
        <source>Regions and measurements</source>
        <translation>Regiones y medidas</translation>
    </message>
    <message>
        <source>Text in the corners, letters, scale bar</source>
        <translation>Texto en las esquinas, letras, escala</translation>
    </message>
    <message>
        <source>Patient data: name, ID, dates</source>
        <translation>Datos del paciente: nombre, ID, fechas</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Guardar …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the picture to the clipboard</source>
        <translation>Copiar la imagen al portapapeles</translation>
    </message>
    <message>
        <source>Check the picture before you pass it on: images of this kind may have names written into them.</source>
        <translation>Mire la imagen antes de entregarla: las imágenes de este tipo pueden llevar nombres escritos.</translation>
    </message>
</context><context>
    <name>Exporter</name>
    <message>
        <source>with patient data</source>
        <translation>con datos del paciente</translation>
    </message>
    <message>
        <source>without patient data</source>
        <translation>sin datos del paciente</translation>
    </message>
    <message>
        <source>The picture is on the clipboard, {}.</source>
        <translation>La imagen está en el portapapeles, {}.</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>Guardado: {}</translation>
    </message>
    <message>
        <source>Saving {}</source>
        <translation>Guardando {}</translation>
    </message>
    <message>
        <source>There is no slice to save.</source>
        <translation>No hay ningún corte que guardar.</translation>
    </message>
    <message>
        <source>Open a series first.</source>
        <translation>Abra primero una serie.</translation>
    </message>
</context><context>
    <name>Foreground</name>
    <message>
        <source>Waiting for the first image …</source>
        <translation>Esperando la primera imagen …</translation>
    </message>
    <message>
        <source>Search, then choose a series.</source>
        <translation>Busque y después elija una serie.</translation>
    </message>
    <message>
        <source>Click here, then choose a series; or drag one here.</source>
        <translation>Haga clic aquí y elija una serie, o arrastre una aquí.</translation>
    </message>
</context><context>
    <name>GeneralPage</name>
    <message>
        <source>Your name as it is stored with approved findings</source>
        <translation>Su nombre, tal como se almacena con los hallazgos aprobados</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Beyond this the images that were not viewed for longest are removed</source>
        <translation>A partir de aquí se eliminan las imágenes que llevan más tiempo sin verse</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Revisor</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Tamaño de texto y controles</translation>
    </message>
    <message>
        <source>Image cache</source>
        <translation>Caché de imágenes</translation>
    </message>
    <message>
        <source>Language, size and image cache change at the next start.</source>
        <translation>El idioma, el tamaño y la caché de imágenes cambian en el próximo inicio.</translation>
    </message>
</context><context>
    <name>HeatMap</name>
    <message>
        <source>No AI result here</source>
        <translation>Sin resultado de la IA aquí</translation>
    </message>
    <message>
        <source>outline {}</source>
        <translation>contorno {}</translation>
    </message>
    <message>
        <source>AI probability,</source>
        <translation>Probabilidad IA,</translation>
    </message>
    <message>
        <source>Not a finding</source>
        <translation>No es un hallazgo</translation>
    </message>
    <message>
        <source>highest of: {}</source>
        <translation>máxima de: {}</translation>
    </message>
    <message>
        <source>Network's probability,</source>
        <translation>Probabilidad de la red,</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>calibrada</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>no calibrada</translation>
    </message>
</context><context>
    <name>HelpDialog</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Teclas y ratón</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Ratón</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Keys, drags and the wheel can be changed in the preferences.</source>
        <translation>Las teclas, los arrastres y la rueda se pueden cambiar en las preferencias.</translation>
    </message>
</context><context>
    <name>Jobs</name>
    <message>
        <source>“{}” came to no end: there is a defect in the program.</source>
        <translation>“{}” no llegó a su fin: hay un defecto en el programa.</translation>
    </message>
    <message>
        <source>Your decisions are kept; try again, or start the program again.</source>
        <translation>Sus decisiones están guardadas; inténtelo de nuevo o reinicie el programa.</translation>
    </message>
</context><context>
    <name>KeysPage</name>
    <message>
        <source>Find a command or key</source>
        <translation>Buscar una orden o tecla</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Keys of the commands</source>
        <translation>Teclas de las órdenes</translation>
    </message>
    <message>
        <source>New key of the chosen command</source>
        <translation>Tecla nueva de la orden elegida</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>Tecla habitual</translation>
    </message>
    <message>
        <source>Give the chosen command its usual keys again</source>
        <translation>Devolver a la orden elegida sus teclas habituales</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>Todas las teclas habituales</translation>
    </message>
    <message>
        <source>Give one of them another key.</source>
        <translation>Asigne otra tecla a una de ellas.</translation>
    </message>
    <message>
        <source>Press a key:</source>
        <translation>Pulse una tecla:</translation>
    </message>
    <message>
        <source>{} is the key of {}.</source>
        <translation>{} es la tecla de {}.</translation>
    </message>
</context><context>
    <name>LabelField</name>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Name of the selected regions: choose or type, then Enter</source>
        <translation>Nombre de las regiones seleccionadas: elija o escriba, luego Intro</translation>
    </message>
    <message>
        <source>Select a region</source>
        <translation>Seleccione una región</translation>
    </message>
</context><context>
    <name>MainWindow</name>
    <message>
        <source>Copy into the review</source>
        <translation>Copiar a la revisión</translation>
    </message>
</context><context>
    <name>MarkedSlider</name>
    <message>
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <source>Slices of the series; marks show regions: red proposed, green validated or stored; above: key images</source>
        <translation>Cortes de la serie; las marcas indican regiones: rojo propuestas, verde validadas o almacenadas; arriba: imágenes clave</translation>
    </message>
</context><context>
    <name>MeasurementList</name>
    <message>
        <source>Values in the selected region</source>
        <translation>Valores en la región seleccionada</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Mean ± SD</source>
        <translation>Media ± DE</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Medidas</translation>
    </message>
    <message>
        <source>Choose a measurement to see its slice</source>
        <translation>Elija una medida para ver su corte</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>eliminarla</translation>
    </message>
    <message>
        <source>★ Key image</source>
        <translation>★ Imagen clave</translation>
    </message>
    <message>
        <source>Stored in the PACS</source>
        <translation>Almacenada en el PACS</translation>
    </message>
    <message>
        <source>{}: {} ± {} {} (mean ± SD), {} to {}, {} pixels</source>
        <translation>{}: {} ± {} {} (media ± DE), de {} a {}, {} píxeles</translation>
    </message>
</context><context>
    <name>Measurements</name>
    <message>
        <source>Length</source>
        <translation>Longitud</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Ángulo</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rectángulo</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Elipse</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Flecha</translation>
    </message>
    <message>
        <source>{} ± {} {}</source>
        <translation>{} ± {} {}</translation>
    </message>
    <message>
        <source>{} to {} {}</source>
        <translation>de {} a {} {}</translation>
    </message>
    <message>
        <source>{} pixels</source>
        <translation>{} píxeles</translation>
    </message>
</context><context>
    <name>MeasuringController</name>
    <message>
        <source>This slice is marked in the PACS already: “{}”.</source>
        <translation>Este corte ya está marcado en el PACS: “{}”.</translation>
    </message>
    <message>
        <source>Stored findings cannot be changed here.</source>
        <translation>Los hallazgos almacenados no se pueden modificar aquí.</translation>
    </message>
</context><context>
    <name>Menus</name>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiones</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Herramientas</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
</context><context>
    <name>ModalityField</name>
    <message>
        <source>Any modality</source>
        <translation>Toda modalidad</translation>
    </message>
    <message>
        <source>Modalities</source>
        <translation>Modalidades</translation>
    </message>
    <message>
        <source>Modalities in the study, e.g. CT, MR; empty means any</source>
        <translation>Modalidades del estudio, p. ej. CT, MR; vacío significa cualquiera</translation>
    </message>
    <message>
        <source>Choose modalities</source>
        <translation>Elegir modalidades</translation>
    </message>
    <message>
        <source>Choose one or more modalities</source>
        <translation>Elija una o más modalidades</translation>
    </message>
</context><context>
    <name>Mouse</name>
    <message>
        <source>window: sideways width, up and down center</source>
        <translation>ventana: ancho en horizontal, centro en vertical</translation>
    </message>
    <message>
        <source>pan</source>
        <translation>desplazar</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoom</translation>
    </message>
    <message>
        <source>next, previous slice</source>
        <translation>corte siguiente, anterior</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>zoom en el puntero</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rueda</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + rueda</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Arrastre izquierdo</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Arrastre central</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Arrastre derecho</translation>
    </message>
    <message>
        <source>Left click</source>
        <translation>Clic izquierdo</translation>
    </message>
    <message>
        <source>select a region</source>
        <translation>seleccionar una región</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Clic derecho</translation>
    </message>
    <message>
        <source>menu</source>
        <translation>menú</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doble clic</translation>
    </message>
    <message>
        <source>fit, actual size</source>
        <translation>ajustar, tamaño real</translation>
    </message>
    <message>
        <source>Double click an arrow</source>
        <translation>Doble clic en una flecha</translation>
    </message>
    <message>
        <source>change its text</source>
        <translation>cambia su texto</translation>
    </message>
    <message>
        <source>Drag a vertex</source>
        <translation>Arrastrar un vértice</translation>
    </message>
    <message>
        <source>move it, on the selected region</source>
        <translation>lo mueve, en la región seleccionada</translation>
    </message>
    <message>
        <source>Double click an edge</source>
        <translation>Doble clic en un lado</translation>
    </message>
    <message>
        <source>add a vertex</source>
        <translation>añade un vértice</translation>
    </message>
    <message>
        <source>Alt + click a vertex</source>
        <translation>Alt + clic en un vértice</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>lo quita</translation>
    </message>
    <message>
        <source>Drag inside the selected region</source>
        <translation>Arrastrar dentro de la región seleccionada</translation>
    </message>
    <message>
        <source>move it</source>
        <translation>la mueve</translation>
    </message>
</context><context>
    <name>NavigationBar</name>
    <message>
        <source>◀  Previous</source>
        <translation>◀  Anterior</translation>
    </message>
    <message>
        <source>▶  Autoplay</source>
        <translation>▶  Cine</translation>
    </message>
    <message>
        <source>Next  ▶</source>
        <translation>Siguiente  ▶</translation>
    </message>
    <message>
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Corte anterior</translation>
    </message>
    <message>
        <source>Play the slices</source>
        <translation>Reproducir los cortes en cine</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>más rápido</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>más lento</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Corte siguiente</translation>
    </message>
    <message>
        <source>Let the matching network propose regions on this slice</source>
        <translation>La red adecuada propone regiones en este corte</translation>
    </message>
    <message>
        <source>arrow: the whole series</source>
        <translation>flecha: toda la serie</translation>
    </message>
    <message>
        <source>Ⅱ  Pause</source>
        <translation>Ⅱ  Pausa</translation>
    </message>
</context><context>
    <name>NetworkController</name>
    <message>
        <source>Networks are in a PACS, and none is set up: enter one in the preferences (Ctrl+,).</source>
        <translation>Las redes están en un PACS y no hay ninguno configurado: indique uno en las preferencias (Ctrl+,).</translation>
    </message>
    <message>
        <source>Searching for a network that fits …</source>
        <translation>Buscando una red adecuada …</translation>
    </message>
    <message>
        <source>Preparing the network …</source>
        <translation>Preparando la red …</translation>
    </message>
    <message>
        <source>Preparing the network</source>
        <translation>Preparando la red</translation>
    </message>
    <message>
        <source>Click AI ROI to search for a network.</source>
        <translation>Haga clic en AI ROI para buscar una red.</translation>
    </message>
    <message>
        <source>Finding and fetching the network</source>
        <translation>Buscando y recuperando la red</translation>
    </message>
    <message>
        <source>No PACS is set up.</source>
        <translation>No hay ningún PACS configurado.</translation>
    </message>
    <message>
        <source>Fetching the network's card</source>
        <translation>Recuperando la ficha de la red</translation>
    </message>
</context><context>
    <name>NetworkState</name>
    <message>
        <source>{} is ready.</source>
        <translation>{} está lista.</translation>
    </message>
    <message>
        <source>Outlines {what} on {images}</source>
        <translation>Contornea {what} en {images}</translation>
    </message>
    <message>
        <source>Frames {what} on {images}</source>
        <translation>Enmarca {what} en {images}</translation>
    </message>
    <message>
        <source>Classifies {images} slices: {what}</source>
        <translation>Clasifica cortes {images}: {what}</translation>
    </message>
    <message>
        <source>regions without a name</source>
        <translation>regiones sin nombre</translation>
    </message>
</context><context>
    <name>NetworksPage</name>
    <message>
        <source>Nothing: I click AI ROI</source>
        <translation>Nada: hago clic en AI ROI</translation>
    </message>
    <message>
        <source>The slice on screen</source>
        <translation>El corte en pantalla</translation>
    </message>
    <message>
        <source>The whole series</source>
        <translation>Toda la serie</translation>
    </message>
    <message>
        <source>AI ROI on opening</source>
        <translation>AI ROI al abrir</translation>
    </message>
    <message>
        <source>Only where a network fits; you decide on its proposals, as always</source>
        <translation>Solo donde hay una red adecuada; sobre sus propuestas decide usted, como siempre</translation>
    </message>
    <message>
        <source>Chosen networks</source>
        <translation>Redes elegidas</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>Take the newest network for these images again</source>
        <translation>Volver a usar la red más reciente para estas imágenes</translation>
    </message>
    <message>
        <source>Places of weights</source>
        <translation>Ubicaciones de los pesos</translation>
    </message>
    <message>
        <source>When a series opens, AI ROI reads</source>
        <translation>Al abrir una serie, AI ROI examina</translation>
    </message>
    <message>
        <source>Where several networks match, “Why?” lets you choose one. Your choices stand here.</source>
        <translation>Si coinciden varias redes, “¿Por qué?” permite elegir una. Sus elecciones figuran aquí.</translation>
    </message>
    <message>
        <source>Weights outside of the PACS</source>
        <translation>Pesos fuera del PACS</translation>
    </message>
    <message>
        <source>Weights outside of a network's object are fetched from these places alone, one on each line.</source>
        <translation>Los pesos externos al objeto de la red se recuperan solo de estas ubicaciones, una por línea.</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>color</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
</context><context>
    <name>PacsPage</name>
    <message>
        <source>C-MOVE (C-GET where refused)</source>
        <translation>C-MOVE (C-GET si se rechaza)</translation>
    </message>
    <message>
        <source>New PACS</source>
        <translation>Nuevo PACS</translation>
    </message>
    <message>
        <source>PACS nodes</source>
        <translation>Nodos PACS</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Any name for this PACS</source>
        <translation>Cualquier nombre para este PACS</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Name or address of the PACS</source>
        <translation>Nombre o dirección del PACS</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>Its DICOM port, for Orthanc 4242 by default</source>
        <translation>Su puerto DICOM, en Orthanc 4242 por defecto</translation>
    </message>
    <message>
        <source>AE title</source>
        <translation>AE title</translation>
    </message>
    <message>
        <source>Its application entity title</source>
        <translation>Su application entity title</translation>
    </message>
    <message>
        <source>Our AE title</source>
        <translation>Nuestro AE title</translation>
    </message>
    <message>
        <source>How the PACS knows this workstation</source>
        <translation>Cómo conoce el PACS esta estación</translation>
    </message>
    <message>
        <source>Our port</source>
        <translation>Nuestro puerto</translation>
    </message>
    <message>
        <source>Where this workstation receives images by C-MOVE</source>
        <translation>Donde esta estación recibe las imágenes por C-MOVE</translation>
    </message>
    <message>
        <source>Retrieve by</source>
        <translation>Recuperar con</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Tiempo máximo</translation>
    </message>
    <message>
        <source>How long to wait for an answer of the PACS</source>
        <translation>Cuánto esperar una respuesta del PACS</translation>
    </message>
    <message>
        <source>Check connection</source>
        <translation>Comprobar conexión</translation>
    </message>
    <message>
        <source>C-ECHO, a search and a test retrieve</source>
        <translation>C-ECHO, una búsqueda y una recuperación de prueba</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Comprobando …</translation>
    </message>
    <message>
        <source>Checking the connection</source>
        <translation>Comprobando la conexión</translation>
    </message>
    <message>
        <source>Two PACS have the same name.</source>
        <translation>Dos PACS tienen el mismo nombre.</translation>
    </message>
    <message>
        <source>Give each its own.</source>
        <translation>Dé a cada uno el suyo.</translation>
    </message>
    <message>
        <source>The PACS that is marked in the list is the one in use.</source>
        <translation>El PACS marcado en la lista es el que está en uso.</translation>
    </message>
    <message>
        <source>No PACS is entered: “Add” begins with one.</source>
        <translation>No hay ningún PACS: “Añadir” empieza uno.</translation>
    </message>
</context><context>
    <name>PreferencePages</name>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Redes</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Visualización</translation>
    </message>
    <message>
        <source>PACS</source>
        <translation>PACS</translation>
    </message>
    <message>
        <source>Mouse and windows</source>
        <translation>Ratón y ventanas</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
</context><context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>Temas</translation>
    </message>
</context><context>
    <name>PriorList</name>
    <message>
        <source>Other studies of this patient</source>
        <translation>Otros estudios de este paciente</translation>
    </message>
    <message>
        <source>Click a study to list its series; open series stay open</source>
        <translation>Haga clic en un estudio para ver sus series; las series abiertas siguen abiertas</translation>
    </message>
    <message>
        <source>Other studies of this patient: {}</source>
        <translation>Otros estudios de este paciente: {}</translation>
    </message>
</context><context>
    <name>Proposal</name>
    <message>
        <source>AI, box</source>
        <translation>IA, recuadro</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>IA</translation>
    </message>
    <message>
        <source>AI, edited</source>
        <translation>IA, editada</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Dibujada</translation>
    </message>
    <message>
        <source>The network's probability for this box.</source>
        <translation>La probabilidad de la red para este recuadro.</translation>
    </message>
    <message>
        <source>Mean of the network's probability inside the outline.</source>
        <translation>Media de la probabilidad de la red dentro del contorno.</translation>
    </message>
    <message>
        <source>It does not say how well the outline fits, nor how probable a disease is in this patient.</source>
        <translation>No indica lo bien que ajusta el contorno ni lo probable que es una enfermedad en este paciente.</translation>
    </message>
    <message>
        <source>{}, version {}, outlined at {}</source>
        <translation>{}, versión {}, contorno en {}</translation>
    </message>
</context><context>
    <name>Reading</name>
    <message>
        <source>No PACS is set up.</source>
        <translation>No hay ningún PACS configurado.</translation>
    </message>
    <message>
        <source>Enter its host, port and AE title in the preferences (Ctrl+,).</source>
        <translation>Indique host, puerto y AE title en las preferencias (Ctrl+,).</translation>
    </message>
</context><context>
    <name>ReadingController</name>
    <message>
        <source>This series is open already, from {}.</source>
        <translation>Esta serie ya está abierta, desde {}.</translation>
    </message>
    <message>
        <source>Close it there (Ctrl+W) to open it from here.</source>
        <translation>Ciérrela allí (Ctrl+W) para abrirla desde aquí.</translation>
    </message>
    <message>
        <source>Opening the series</source>
        <translation>Abriendo la serie</translation>
    </message>
    <message>
        <source>{} that was not stored is here again.</source>
        <translation>De nuevo aquí, sin almacenar: {}.</translation>
    </message>
    <message>
        <source>{} that were not stored are here again.</source>
        <translation>De nuevo aquí, sin almacenar: {}.</translation>
    </message>
    <message>
        <source>Go on where you were, then store them.</source>
        <translation>Continúe donde estaba y después almacene.</translation>
    </message>
    <message>
        <source>Fetching stored findings</source>
        <translation>Recuperando los hallazgos guardados</translation>
    </message>
</context><context>
    <name>ReadingPage</name>
    <message>
        <source>Window presets</source>
        <translation>Ventanas predefinidas</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Center</source>
        <translation>Centro</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Ancho</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalidad</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Usual presets</source>
        <translation>Predefinidas habituales</translation>
    </message>
    <message>
        <source>Window: center and width</source>
        <translation>Ventana: centro y ancho</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Desplazar</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Next, previous slice (with Ctrl: zoom)</source>
        <translation>Corte siguiente, anterior (con Ctrl: zoom)</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Arrastre izquierdo</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Arrastre central</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Arrastre derecho</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rueda</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Ratón</translation>
    </message>
    <message>
        <source>Zoom (with Ctrl: slices)</source>
        <translation>Zoom (con Ctrl: cortes)</translation>
    </message>
    <message>
        <source>The first has the key 2, the next 3, and so on. No modality: for all images.</source>
        <translation>La primera tiene la tecla 2, la siguiente 3, etc. Sin modalidad: para todas las imágenes.</translation>
    </message>
    <message>
        <source>New preset</source>
        <translation>Ventana nueva</translation>
    </message>
    <message>
        <source>The window preset “{}” has a center or width that is no number.</source>
        <translation>La ventana predefinida “{}” tiene un centro o un ancho que no es un número.</translation>
    </message>
    <message>
        <source>Write plain numbers, such as 40 and 400.</source>
        <translation>Escriba números sencillos, como 40 y 400.</translation>
    </message>
</context><context>
    <name>RecordBlocks</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>F. nac.</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Estudio</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Study ID</source>
        <translation>ID estudio</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>N.º acceso</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Centro</translation>
    </message>
    <message>
        <source>Referring</source>
        <translation>Solicitante</translation>
    </message>
    <message>
        <source>Study UID</source>
        <translation>UID estudio</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Paciente</translation>
    </message>
</context><context>
    <name>RoiLayer</name>
    <message>
        <source>{} — stored, {}</source>
        <translation>{} — almacenada, {}</translation>
    </message>
</context><context>
    <name>RoiModel</name>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <source>Prob.</source>
        <translation>Prob.</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Área</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Validated</source>
        <translation>Validada</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Propuesta</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Aprobada</translation>
    </message>
    <message>
        <source>Unapproved</source>
        <translation>No aprobada</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>{}, revised</source>
        <translation>{}, luego revisado</translation>
    </message>
    <message>
        <source>{}: {} by {} on {}. Right click copies it into the review.</source>
        <translation>{}: {} por {} el {}. El clic derecho la copia a la revisión.</translation>
    </message>
    <message>
        <source>A structure set that was stored later revises it.</source>
        <translation>Un RT Structure Set guardado más tarde lo revisa.</translation>
    </message>
</context><context>
    <name>RoiPanel</name>
    <message>
        <source>Validate</source>
        <translation>Validar</translation>
    </message>
    <message>
        <source>Accept the selected regions</source>
        <translation>Aceptar las regiones seleccionadas</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Refuse the selected regions</source>
        <translation>Rechazar las regiones seleccionadas</translation>
    </message>
    <message>
        <source>bring them back</source>
        <translation>recuperarlas</translation>
    </message>
    <message>
        <source>Validate all on slice</source>
        <translation>Validar todas en el corte</translation>
    </message>
    <message>
        <source>Accept every proposed region on this slice</source>
        <translation>Aceptar todas las regiones propuestas en este corte</translation>
    </message>
    <message>
        <source>Store …</source>
        <translation>Almacenar …</translation>
    </message>
    <message>
        <source>Store validated regions, measurements and key images in the PACS</source>
        <translation>Almacenar en el PACS las regiones validadas, las medidas y las imágenes clave</translation>
    </message>
    <message>
        <source>Regions of interest</source>
        <translation>Regiones de interés</translation>
    </message>
</context><context>
    <name>RoiTable</name>
    <message>
        <source>Regions of interest</source>
        <translation>Regiones de interés</translation>
    </message>
    <message>
        <source>Choose regions, several with Ctrl+click</source>
        <translation>Elija regiones, varias con Ctrl+clic</translation>
    </message>
    <message>
        <source>step through them</source>
        <translation>recorrerlas</translation>
    </message>
</context><context>
    <name>SavedSearches</name>
    <message>
        <source>Saved searches</source>
        <translation>Búsquedas guardadas</translation>
    </message>
    <message>
        <source>Choose a saved search to search for it</source>
        <translation>Elija una búsqueda guardada para ejecutarla</translation>
    </message>
    <message>
        <source>Save, rename or delete a search</source>
        <translation>Guardar, renombrar o eliminar una búsqueda</translation>
    </message>
    <message>
        <source>Recent ▾</source>
        <translation>Recientes ▾</translation>
    </message>
    <message>
        <source>Studies opened last</source>
        <translation>Últimos estudios abiertos</translation>
    </message>
    <message>
        <source>Save this search …</source>
        <translation>Guardar esta búsqueda …</translation>
    </message>
    <message>
        <source>Rename “{}” …</source>
        <translation>Renombrar “{}” …</translation>
    </message>
    <message>
        <source>Delete “{}”</source>
        <translation>Eliminar “{}”</translation>
    </message>
    <message>
        <source>No study was opened yet</source>
        <translation>Aún no se ha abierto ningún estudio</translation>
    </message>
    <message>
        <source>Forget recent studies</source>
        <translation>Olvidar los estudios recientes</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Guardar esta búsqueda</translation>
    </message>
    <message>
        <source>Rename the search</source>
        <translation>Renombrar la búsqueda</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nombre:</translation>
    </message>
</context><context>
    <name>SearchController</name>
    <message>
        <source>Searching</source>
        <translation>Buscando</translation>
    </message>
    <message>
        <source>Listing the series</source>
        <translation>Listando las series</translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation>Leyendo los archivos</translation>
    </message>
    <message>
        <source>{} of the {} series of this study cannot be listed.</source>
        <translation>{} de las {} series de este estudio no se pueden mostrar en la lista.</translation>
    </message>
    <message>
        <source>Search again; if they are still missing, ask the PACS administrator: their UIDs may be damaged.</source>
        <translation>Repita la búsqueda; si siguen sin aparecer, pregunte al administrador del PACS: sus UID pueden estar dañados.</translation>
    </message>
    <message>
        <source>Searching for other studies of the patient</source>
        <translation>Buscando otros estudios del paciente</translation>
    </message>
    <message>
        <source>Drawing the series</source>
        <translation>Preparando las miniaturas</translation>
    </message>
</context><context>
    <name>SearchPanel</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Whole, or with the wildcards * (anything) and ? (one character)</source>
        <translation>Completo, o con los comodines * (cualquier texto) y ? (un carácter)</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>Nombre del paciente</translation>
    </message>
    <message>
        <source>Family name or its beginning, then a comma and the given name; or with wildcards: *ARIA, R?SSI</source>
        <translation>Apellidos o su comienzo, luego una coma y el nombre; o con comodines: *ARIA, R?SSI</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>ID del paciente</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>Número de acceso</translation>
    </message>
    <message>
        <source>Study description</source>
        <translation>Descripción del estudio</translation>
    </message>
    <message>
        <source>Any part of it; wildcards * and ?</source>
        <translation>Cualquier parte; comodines * y ?</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Cualquier fecha</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>Desde – hasta</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>Fecha del estudio</translation>
    </message>
    <message>
        <source>First date</source>
        <translation>Primera fecha</translation>
    </message>
    <message>
        <source>Last date</source>
        <translation>Última fecha</translation>
    </message>
    <message>
        <source>Search the PACS (Enter)</source>
        <translation>Buscar en el PACS (Intro)</translation>
    </message>
    <message>
        <source>repeat the last search</source>
        <translation>repetir la última búsqueda</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <source>Empty all fields</source>
        <translation>Vaciar todos los campos</translation>
    </message>
</context><context>
    <name>SeriesList</name>
    <message>
        <source>Series</source>
        <translation>Series</translation>
    </message>
    <message>
        <source>Click a series to open it, or drag it onto a viewport</source>
        <translation>Haga clic en una serie para abrirla o arrástrela a un panel</translation>
    </message>
    <message>
        <source>step through them</source>
        <translation>recorrerlas</translation>
    </message>
    <message>
        <source>Series: {}</source>
        <translation>Series: {}</translation>
    </message>
    <message>
        <source>Not images. Structure sets are shown on the images that they belong to.</source>
        <translation>No son imágenes. Los RT Structure Set se muestran sobre las imágenes a las que pertenecen.</translation>
    </message>
    <message>
        <source>, {} here</source>
        <translation>, {} aquí</translation>
    </message>
    <message>
        <source>● open{}</source>
        <translation>● abierta{}</translation>
    </message>
    <message>
        <source>Without description</source>
        <translation>Sin descripción</translation>
    </message>
    <message>
        <source>{} image</source>
        <translation>{} imagen</translation>
    </message>
    <message>
        <source>{} images</source>
        <translation>{} imágenes</translation>
    </message>
    <message>
        <source>{} object</source>
        <translation>{} objeto</translation>
    </message>
    <message>
        <source>{} objects</source>
        <translation>{} objetos</translation>
    </message>
</context><context>
    <name>SeriesRunner</name>
    <message>
        <source>AI ROI: slice {} of {}</source>
        <translation>AI ROI: corte {} de {}</translation>
    </message>
    <message>
        <source>AI ROI on the series</source>
        <translation>AI ROI en la serie</translation>
    </message>
    <message>
        <source>AI ROI was stopped.</source>
        <translation>AI ROI se ha detenido.</translation>
    </message>
    <message>
        <source>“{}” classified {}.</source>
        <translation>“{}” ha clasificado {}.</translation>
    </message>
    <message>
        <source>“{}” read {}: regions on {}, none on {}; new proposals: {}.</source>
        <translation>“{}” ha examinado {}: con regiones {}, sin ellas {}; propuestas nuevas: {}.</translation>
    </message>
    <message>
        <source>{} left out because of other tags ({}).</source>
        <translation>Excluidos por tags distintos: {} ({}).</translation>
    </message>
    <message>
        <source>It failed on {}: {}</source>
        <translation>Ha fallado en {}: {}</translation>
    </message>
    <message>
        <source>The series was still arriving: start again for the rest.</source>
        <translation>La serie aún estaba llegando: vuelva a iniciar para el resto.</translation>
    </message>
    <message>
        <source>Where it proposes nothing, that is not a finding of absence: check the slices yourself.</source>
        <translation>Donde no propone nada no es un hallazgo negativo: compruébelo usted.</translation>
    </message>
</context><context>
    <name>Sex</name>
    <message>
        <source>Male</source>
        <translation>Masculino</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Femenino</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
</context><context>
    <name>SliceView</name>
    <message>
        <source>Slice, viewport {}</source>
        <translation>Corte, panel {}</translation>
    </message>
</context><context>
    <name>StatusBar</name>
    <message>
        <source>Stored objects that are not in the PACS yet; click to send them again</source>
        <translation>Objetos almacenados que aún no están en el PACS; haga clic para reenviarlos</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Stop the running work</source>
        <translation>Detener la operación en curso</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>conectado</translation>
    </message>
    <message>
        <source>last request failed</source>
        <translation>falló la última petición</translation>
    </message>
    <message>
        <source>No PACS set up</source>
        <translation>Ningún PACS configurado</translation>
    </message>
    <message>
        <source>Outbox: {}</source>
        <translation>Cola de salida: {}</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Guardando …</translation>
    </message>
    <message>
        <source>Your last decisions are being written to the disk</source>
        <translation>Sus últimas decisiones se están escribiendo en el disco</translation>
    </message>
    <message>
        <source>⚠ Decisions not saved</source>
        <translation>⚠ Decisiones no guardadas</translation>
    </message>
    <message>
        <source>Your last decisions could not be written to this computer's disk. Free some space or store them; it is tried again with your next decision.</source>
        <translation>Sus últimas decisiones no se pudieron escribir en el disco de este equipo. Libere espacio o almacénelas; se intenta de nuevo con su próxima decisión.</translation>
    </message>
</context><context>
    <name>StoreDialog</name>
    <message>
        <source>Store the review</source>
        <translation>Almacenar la revisión</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(sin nombre)</translation>
    </message>
    <message>
        <source>Patient: {}, {}</source>
        <translation>Paciente: {}, {}</translation>
    </message>
    <message>
        <source>(no ID)</source>
        <translation>(sin ID)</translation>
    </message>
    <message>
        <source>Study: {}, {}</source>
        <translation>Estudio: {}, {}</translation>
    </message>
    <message>
        <source>(no description)</source>
        <translation>(sin descripción)</translation>
    </message>
    <message>
        <source>Family name, given name</source>
        <translation>Apellidos, nombre</translation>
    </message>
    <message>
        <source>Reviewer name</source>
        <translation>Nombre del revisor</translation>
    </message>
    <message>
        <source>Structure set label</source>
        <translation>Etiqueta del RT Structure Set</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Almacenar</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Revisor</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>{} not decided yet: not sent, kept on this computer.</source>
        <translation>Pendiente de decisión: {}. No se envía; se conserva en este equipo.</translation>
    </message>
    <message>
        <source>a folder that you choose next (no PACS is set up)</source>
        <translation>una carpeta que elegirá a continuación (no hay ningún PACS configurado)</translation>
    </message>
    <message>
        <source>{} will be written as one RT Structure Set with approval status APPROVED, and stored in {}:</source>
        <translation>{}: se escribirá en un RT Structure Set con estado de aprobación APPROVED y se almacenará en {}:</translation>
    </message>
    <message>
        <source>…  and {} more</source>
        <translation>…  y {} más</translation>
    </message>
    <message>
        <source>{} will be written as a Key Object Selection, and stored in {}: slice {}.</source>
        <translation>{}: se escribirá en una Key Object Selection y se almacenará en {}: corte {}.</translation>
    </message>
    <message>
        <source>{}, slice {}</source>
        <translation>{}, corte {}</translation>
    </message>
</context><context>
    <name>StoringController</name>
    <message>
        <source>There is nothing to store yet.</source>
        <translation>Aún no hay nada que almacenar.</translation>
    </message>
    <message>
        <source>Validate a region, measure something or mark a key image first.</source>
        <translation>Primero valide una región, mida algo o marque una imagen clave.</translation>
    </message>
    <message>
        <source>{} saved in {} as {}.</source>
        <translation>{}: guardado en {} como {}.</translation>
    </message>
    <message>
        <source>Writing the review</source>
        <translation>Escribiendo la revisión</translation>
    </message>
    <message>
        <source>{} of the outbox: sent to {}.</source>
        <translation>{} de la cola de salida: enviado a {}.</translation>
    </message>
    <message>
        <source>The outbox is empty.</source>
        <translation>La cola de salida está vacía.</translation>
    </message>
    <message>
        <source>Still in the outbox: {}.</source>
        <translation>Aún en la cola de salida: {}.</translation>
    </message>
    <message>
        <source>They are safe on this computer.</source>
        <translation>Están a salvo en este equipo.</translation>
    </message>
    <message>
        <source>Sending the outbox</source>
        <translation>Enviando la cola de salida</translation>
    </message>
    <message>
        <source>Counting the outbox</source>
        <translation>Contando la cola de salida</translation>
    </message>
    <message>
        <source>The {} waits in the outbox: {}</source>
        <translation>{}: en espera en la cola de salida: {}</translation>
    </message>
    <message>
        <source>It is safe on this computer and goes out when the PACS is back.</source>
        <translation>Está a salvo en este equipo y saldrá cuando el PACS vuelva a estar disponible.</translation>
    </message>
    <message>
        <source>{} stored in {} as {}.</source>
        <translation>{}: almacenado en {} como {}.</translation>
    </message>
    <message>
        <source>Storing the {}</source>
        <translation>Almacenando: {}</translation>
    </message>
</context><context>
    <name>StudyModel</name>
    <message>
        <source>Patient</source>
        <translation>Paciente</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Mod.</source>
        <translation>Mod.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>N.º acceso</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Series</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>{} (open)</source>
        <translation>{} (abierto)</translation>
    </message>
</context><context>
    <name>StudyTable</name>
    <message>
        <source>Studies</source>
        <translation>Estudios</translation>
    </message>
    <message>
        <source>Choose a study to list its series; right-click the headings to choose the columns</source>
        <translation>Elija un estudio para ver sus series; clic derecho en los encabezados para elegir las columnas</translation>
    </message>
    <message>
        <source>No search yet</source>
        <translation>Sin búsqueda todavía</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Ask the PACS for twice as many studies</source>
        <translation>Pedir al PACS el doble de estudios</translation>
    </message>
    <message>
        <source>Close these files and list the studies of the PACS again</source>
        <translation>Cerrar estos archivos y volver a listar los estudios del PACS</translation>
    </message>
    <message>
        <source>On this computer: {}</source>
        <translation>En este equipo: {}</translation>
    </message>
    <message>
        <source>Back to {}</source>
        <translation>Volver a {}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>{} study</source>
        <translation>{} estudio</translation>
    </message>
    <message>
        <source>{} studies</source>
        <translation>{} estudios</translation>
    </message>
    <message>
        <source>Nothing found: loosen the search, e.g. with the wildcard *</source>
        <translation>Sin resultados: amplíe la búsqueda, p. ej. con el comodín *</translation>
    </message>
    <message>
        <source>{}; the PACS gives no more at once: narrow the search</source>
        <translation>{}; el PACS no da más de una vez: acote la búsqueda</translation>
    </message>
    <message>
        <source>The first {}; there are more</source>
        <translation>Los primeros {}; hay más</translation>
    </message>
</context><context>
    <name>TagBrowser</name>
    <message>
        <source>DICOM elements</source>
        <translation>Elementos DICOM</translation>
    </message>
    <message>
        <source>Search tag, keyword or value</source>
        <translation>Buscar tag, palabra clave o valor</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copiar valor</translation>
    </message>
    <message>
        <source>Copy the value of the row (Ctrl+C)</source>
        <translation>Copiar el valor de la fila (Ctrl+C)</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Copiar fila</translation>
    </message>
    <message>
        <source>Copy tag, VR, keyword and value</source>
        <translation>Copiar tag, VR, palabra clave y valor</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copiar todo</translation>
    </message>
    <message>
        <source>Copy all rows that are listed</source>
        <translation>Copiar todas las filas listadas</translation>
    </message>
    <message>
        <source>No slice is on screen.</source>
        <translation>No hay ningún corte en pantalla.</translation>
    </message>
    <message>
        <source>SOP Instance UID {}</source>
        <translation>SOP Instance UID {}</translation>
    </message>
    <message>
        <source>Reading the elements</source>
        <translation>Leyendo los elementos</translation>
    </message>
</context><context>
    <name>TextField</name>
    <message>
        <source>Text, then Enter</source>
        <translation>Texto y luego Intro</translation>
    </message>
    <message>
        <source>Text beside the arrow</source>
        <translation>Texto junto a la flecha</translation>
    </message>
</context><context>
    <name>UnwrittenDialog</name>
    <message>
        <source>Decisions not saved</source>
        <translation>Decisiones no guardadas</translation>
    </message>
    <message>
        <source>Your last decisions could not be written to this computer's disk.</source>
        <translation>Sus últimas decisiones no se pudieron escribir en el disco de este equipo.</translation>
    </message>
    <message>
        <source>Stay, and store them or free some space. Closed now, they are lost.</source>
        <translation>Quédese y almacénelas, o libere espacio. Si cierra ahora, se pierden.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Quedarse</translation>
    </message>
    <message>
        <source>Close and lose them</source>
        <translation>Cerrar y perderlas</translation>
    </message>
</context><context>
    <name>ViewToolbar</name>
    <message>
        <source>Tools</source>
        <translation>Herramientas</translation>
    </message>
</context><context>
    <name>WelcomeDialog</name>
    <message>
        <source>Welcome</source>
        <translation>Bienvenido</translation>
    </message>
    <message>
        <source>IODeep Viewer</source>
        <translation>IODeep Viewer</translation>
    </message>
    <message>
        <source>Shows studies of your PACS and, on one click, lets the network that fits the slice propose regions of interest. You decide on each of them.</source>
        <translation>Muestra los estudios de su PACS y, con un clic, deja que la red adecuada para el corte proponga regiones de interés. Usted decide sobre cada una.</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Probar la demostración</translation>
    </message>
    <message>
        <source>Synthetic studies and four networks in a small archive inside this program. Nothing is needed.</source>
        <translation>Estudios sintéticos y cuatro redes en un pequeño archivo dentro de este programa. No hace falta nada.</translation>
    </message>
    <message>
        <source>Connect to a PACS</source>
        <translation>Conectar con un PACS</translation>
    </message>
    <message>
        <source>Enter host, port and AE title, and check the connection.</source>
        <translation>Indique host, puerto y AE title, y compruebe la conexión.</translation>
    </message>
    <message>
        <source>Open files of this computer</source>
        <translation>Abrir archivos de este equipo</translation>
    </message>
    <message>
        <source>A folder with DICOM files, or one with a DICOMDIR.</source>
        <translation>Una carpeta con archivos DICOM, o una con un DICOMDIR.</translation>
    </message>
</context><context>
    <name>WhyDialog</name>
    <message>
        <source>Why this network?</source>
        <translation>¿Por qué esta red?</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Usar esta</translation>
    </message>
    <message>
        <source>Prefer it from now on, on this computer, for images with these tags</source>
        <translation>Preferirla desde ahora, en este equipo, para imágenes con estos tags</translation>
    </message>
    <message>
        <source>Forget my choice</source>
        <translation>Olvidar mi elección</translation>
    </message>
    <message>
        <source>Take the newest that matches again</source>
        <translation>Volver a usar la más reciente que coincida</translation>
    </message>
    <message>
        <source>No network matches. {}</source>
        <translation>Ninguna red coincide. {}</translation>
    </message>
    <message>
        <source>“{}” is used: all its tags agree with this slice.</source>
        <translation>Se usa “{}”: todos sus tags concuerdan con este corte.</translation>
    </message>
    <message>
        <source>You chose it; {} other(s) match too.</source>
        <translation>La eligió usted; otras que coinciden: {}.</translation>
    </message>
    <message>
        <source>{} other(s) match too; the newest is taken unless you choose.</source>
        <translation>Otras que coinciden: {}; se usa la más reciente salvo que elija.</translation>
    </message>
    <message>
        <source>Body part</source>
        <translation>Parte del cuerpo</translation>
    </message>
    <message>
        <source>Study description</source>
        <translation>Descripción del estudio</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Publicada</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalidad</translation>
    </message>
    <message>
        <source>Samples per pixel</source>
        <translation>Muestras por píxel</translation>
    </message>
    <message>
        <source>Networks in the PACS</source>
        <translation>Redes en el PACS</translation>
    </message>
    <message>
        <source> (replaced)</source>
        <translation> (sustituida)</translation>
    </message>
    <message>
        <source>– not asked</source>
        <translation>– no comprobado</translation>
    </message>
    <message>
        <source>{}, version {}</source>
        <translation>{}, versión {}</translation>
    </message>
    <message>
        <source>Fetching the network with its card …</source>
        <translation>Recuperando la red con su ficha …</translation>
    </message>
</context><context>
    <name>_Row</name>
    <message>
        <source>Close this notice</source>
        <translation>Cerrar este aviso</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context><context>
    <name>choose_files</name>
    <message>
        <source>Open a folder of DICOM files</source>
        <translation>Abrir una carpeta de archivos DICOM</translation>
    </message>
    <message>
        <source>Save the structure set in a folder</source>
        <translation>Guardar el RT Structure Set en una carpeta</translation>
    </message>
    <message>
        <source>Open DICOM files or a ZIP</source>
        <translation>Abrir archivos DICOM o un ZIP</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>DICOM files and ZIPs (*.dcm *.dicom *.ima *.zip)</source>
        <translation>Archivos DICOM y ZIP (*.dcm *.dicom *.ima *.zip)</translation>
    </message>
    <message>
        <source>Open the DICOMDIR of a disc</source>
        <translation>Abrir el DICOMDIR de un disco</translation>
    </message>
</context></TS>
