<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en">
    <context>
    <name>About</name>
    <message>
        <location filename="../about.py" line="23" />
        <source>For research use. Not a medical device.</source>
        <translation>Para uso en investigación. No es un producto sanitario.</translation>
    </message>
    <message>
        <location filename="../about.py" line="28" />
        <source>Everything proposed must be checked by a physician.</source>
        <translation>Todo lo que se propone debe comprobarlo un médico.</translation>
    </message>
    <message>
        <location filename="../about.py" line="34" />
        <source>Trained networks are stored in the PACS as DICOM objects; the one that fits the slice proposes regions of interest, and the physician decides on each.</source>
        <translation>Las redes entrenadas se almacenan en el PACS como objetos DICOM; la que se ajusta al corte propone regiones de interés y el médico decide sobre cada una.</translation>
    </message>
    <message>
        <location filename="../about.py" line="39" />
        <source>After: {}.</source>
        <translation>Según: {}.</translation>
    </message>
    <message>
        <location filename="../about.py" line="40" />
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Software libre con licencia GNU General Public License, versión 3 o posterior.</translation>
    </message>
    <message>
        <location filename="../about.py" line="42" />
        <source>About IODeep Viewer</source>
        <translation>Acerca de IODeep Viewer</translation>
    </message>
</context><context>
    <name>AiIntents</name>
    <message>
        <location filename="../ai_intents.py" line="108" />
        <source>There is no slice to look at.</source>
        <translation>No hay ningún corte que examinar.</translation>
    </message>
    <message>
        <location filename="../ai_intents.py" line="108" />
        <source>Open a series first.</source>
        <translation>Abra primero una serie.</translation>
    </message>
    <message>
        <location filename="../ai_intents.py" line="135" />
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <location filename="../ai_intents.py" line="149" />
        <source>The network proposes what is on this slice already.</source>
        <translation>La red propone lo que ya está en este corte.</translation>
    </message>
    <message>
        <location filename="../ai_intents.py" line="153" />
        <source>“{}” found nothing on this slice.</source>
        <translation>“{}” no ha encontrado nada en este corte.</translation>
    </message>
    <message>
        <location filename="../ai_intents.py" line="154" />
        <source>That is not a finding of absence: look for yourself.</source>
        <translation>No equivale a un hallazgo negativo: compruébelo usted.</translation>
    </message>
    <message>
        <location filename="../ai_intents.py" line="163" />
        <source>The network is looking at this series already.</source>
        <translation>La red ya está examinando esta serie.</translation>
    </message>
    <message>
        <location filename="../ai_intents.py" line="164" />
        <source>Esc stops it; what it found stays.</source>
        <translation>Esc la detiene; lo que ha encontrado se conserva.</translation>
    </message>
</context><context>
    <name>AiPanel</name>
    <message>
        <location filename="../ai_panel.py" line="52" />
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="53" />
        <source>Why this network was chosen, its model card, and what else there is</source>
        <translation>Por qué se eligió esta red, la ficha del modelo y qué otras hay</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="55" />
        <source>Threshold</source>
        <translation>Umbral</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="57" />
        <source>Probability from which a pixel belongs to a region. Moves the proposals of this slice; what is decided or edited stays.</source>
        <translation>Probabilidad a partir de la cual un píxel pertenece a una región. Mueve las propuestas de este corte; lo decidido o editado se conserva.</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="64" />
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="65" />
        <source>Back to the network's own threshold</source>
        <translation>Volver al umbral propio de la red</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="67" />
        <source>Heat map</source>
        <translation>Mapa de calor</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="68" />
        <source>Show the network's probabilities over the slice</source>
        <translation>Mostrar las probabilidades de la red sobre el corte</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="71" />
        <location filename="../ai_panel.py" line="70" />
        <source>Opacity of the heat map</source>
        <translation>Opacidad del mapa de calor</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="76" />
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="89" />
        <source>Outline at</source>
        <translation>Contorno en</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="117" />
        <source>{} · version {}</source>
        <translation>{} · versión {}</translation>
    </message>
    <message>
        <location filename="../ai_panel.py" line="121" />
        <source>Open a series: the network that fits is found by itself.</source>
        <translation>Abra una serie: la red adecuada se busca automáticamente.</translation>
    </message>
</context><context>
    <name>BrushTool</name>
    <message>
        <location filename="../tools/brush.py" line="136" />
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <location filename="../tools/brush.py" line="136" />
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <location filename="../tools/brush.py" line="137" />
        <source>Inside grows, outside shrinks · Ctrl: new region · Shift+wheel or [ ]: radius {:.1f} {}</source>
        <translation>Dentro amplía, fuera reduce · Ctrl: región nueva · Mayús+rueda o [ ]: radio {:.1f} {}</translation>
    </message>
</context><context>
    <name>Card</name>
    <message>
        <location filename="../card.py" line="13" />
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <location filename="../card.py" line="14" />
        <source>Intended use</source>
        <translation>Uso previsto</translation>
    </message>
    <message>
        <location filename="../card.py" line="15" />
        <source>Limitations</source>
        <translation>Limitaciones</translation>
    </message>
    <message>
        <location filename="../card.py" line="16" />
        <source>How good it is</source>
        <translation>Rendimiento</translation>
    </message>
    <message>
        <location filename="../card.py" line="17" />
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <location filename="../card.py" line="18" />
        <source>How the data were divided</source>
        <translation>Cómo se dividieron los datos</translation>
    </message>
    <message>
        <location filename="../card.py" line="19" />
        <source>Preprocessing</source>
        <translation>Preprocesamiento</translation>
    </message>
    <message>
        <location filename="../card.py" line="20" />
        <source>Postprocessing</source>
        <translation>Posprocesamiento</translation>
    </message>
    <message>
        <location filename="../card.py" line="21" />
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <location filename="../card.py" line="22" />
        <source>Licence</source>
        <translation>Licencia</translation>
    </message>
    <message>
        <location filename="../card.py" line="42" />
        <source>The network came without a card.</source>
        <translation>La red llegó sin ficha.</translation>
    </message>
    <message>
        <location filename="../card.py" line="45" />
        <source>The network's card cannot be read.</source>
        <translation>La ficha de la red no se puede leer.</translation>
    </message>
    <message>
        <location filename="../card.py" line="107" />
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <location filename="../card.py" line="109" />
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <location filename="../card.py" line="109" />
        <source>no</source>
        <translation>no</translation>
    </message>
</context><context>
    <name>CardView</name>
    <message>
        <location filename="../card_view.py" line="20" />
        <source>Model card</source>
        <translation>Ficha del modelo</translation>
    </message>
</context><context>
    <name>Classes</name>
    <message>
        <location filename="../class_text.py" line="29" />
        <source>AI: {}</source>
        <translation>IA: {}</translation>
    </message>
    <message>
        <location filename="../class_text.py" line="31" />
        <source>Of the whole slice; not a finding</source>
        <translation>De todo el corte; no es un hallazgo</translation>
    </message>
    <message>
        <location filename="../class_text.py" line="40" />
        <source>AI: {} {} · not a finding</source>
        <translation>AI: {} {} · no es un hallazgo</translation>
    </message>
</context><context>
    <name>Commands</name>
    <message>
        <location filename="../actions.py" line="46" />
        <source>Window preset {}</source>
        <translation>Ventana predefinida {}</translation>
    </message>
    <message>
        <location filename="../actions.py" line="49" />
        <source>Go to the search</source>
        <translation>Ir a la búsqueda</translation>
    </message>
    <message>
        <location filename="../actions.py" line="50" />
        <source>Search again</source>
        <translation>Repetir la búsqueda</translation>
    </message>
    <message>
        <location filename="../actions.py" line="51" />
        <source>Open a folder …</source>
        <translation>Abrir una carpeta …</translation>
    </message>
    <message>
        <location filename="../actions.py" line="52" />
        <source>Open files or a ZIP …</source>
        <translation>Abrir archivos o un ZIP …</translation>
    </message>
    <message>
        <location filename="../actions.py" line="53" />
        <source>Open a DICOMDIR …</source>
        <translation>Abrir un DICOMDIR …</translation>
    </message>
    <message>
        <location filename="../actions.py" line="54" />
        <source>Back from files to the PACS</source>
        <translation>Volver de los archivos al PACS</translation>
    </message>
    <message>
        <location filename="../actions.py" line="55" />
        <source>Store the review …</source>
        <translation>Almacenar la revisión …</translation>
    </message>
    <message>
        <location filename="../actions.py" line="56" />
        <source>Save picture or video …</source>
        <translation>Guardar imagen o vídeo …</translation>
    </message>
    <message>
        <location filename="../actions.py" line="57" />
        <source>Copy the picture</source>
        <translation>Copiar la imagen</translation>
    </message>
    <message>
        <location filename="../actions.py" line="58" />
        <source>Send the outbox</source>
        <translation>Enviar la cola de salida</translation>
    </message>
    <message>
        <location filename="../actions.py" line="59" />
        <source>Close the series</source>
        <translation>Cerrar la serie</translation>
    </message>
    <message>
        <location filename="../actions.py" line="60" />
        <source>Preferences …</source>
        <translation>Preferencias …</translation>
    </message>
    <message>
        <location filename="../actions.py" line="61" />
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <location filename="../actions.py" line="62" />
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <location filename="../actions.py" line="63" />
        <source>AI ROI on the whole series</source>
        <translation>AI ROI en toda la serie</translation>
    </message>
    <message>
        <location filename="../actions.py" line="66" />
        <source>Validate the selected region; finish a drawing</source>
        <translation>Validar la región seleccionada; terminar un dibujo</translation>
    </message>
    <message>
        <location filename="../actions.py" line="70" />
        <source>Reject the selected region</source>
        <translation>Rechazar la región seleccionada</translation>
    </message>
    <message>
        <location filename="../actions.py" line="71" />
        <source>Validate all on this slice</source>
        <translation>Validar todas en este corte</translation>
    </message>
    <message>
        <location filename="../actions.py" line="72" />
        <source>Next region</source>
        <translation>Región siguiente</translation>
    </message>
    <message>
        <location filename="../actions.py" line="73" />
        <source>Previous region</source>
        <translation>Región anterior</translation>
    </message>
    <message>
        <location filename="../actions.py" line="74" />
        <source>Join the selected regions</source>
        <translation>Unir las regiones seleccionadas</translation>
    </message>
    <message>
        <location filename="../actions.py" line="75" />
        <source>Smooth the outline</source>
        <translation>Suavizar el contorno</translation>
    </message>
    <message>
        <location filename="../actions.py" line="76" />
        <source>Leave out vertices</source>
        <translation>Reducir los vértices</translation>
    </message>
    <message>
        <location filename="../actions.py" line="77" />
        <source>Copy to the previous slice</source>
        <translation>Copiar al corte anterior</translation>
    </message>
    <message>
        <location filename="../actions.py" line="78" />
        <source>Copy to the next slice</source>
        <translation>Copiar al corte siguiente</translation>
    </message>
    <message>
        <location filename="../actions.py" line="79" />
        <source>Fill the slices between</source>
        <translation>Interpolar los cortes intermedios</translation>
    </message>
    <message>
        <location filename="../actions.py" line="81" />
        <source>Copy stored regions of this slice into the review</source>
        <translation>Copiar a la revisión las regiones almacenadas de este corte</translation>
    </message>
    <message>
        <location filename="../actions.py" line="83" />
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <location filename="../actions.py" line="84" />
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <location filename="../actions.py" line="85" />
        <source>Why this network?</source>
        <translation>¿Por qué esta red?</translation>
    </message>
    <message>
        <location filename="../actions.py" line="86" />
        <source>Next slice</source>
        <translation>Corte siguiente</translation>
    </message>
    <message>
        <location filename="../actions.py" line="87" />
        <source>Previous slice</source>
        <translation>Corte anterior</translation>
    </message>
    <message>
        <location filename="../actions.py" line="88" />
        <source>10 slices on</source>
        <translation>10 cortes adelante</translation>
    </message>
    <message>
        <location filename="../actions.py" line="89" />
        <source>10 slices back</source>
        <translation>10 cortes atrás</translation>
    </message>
    <message>
        <location filename="../actions.py" line="90" />
        <source>First slice</source>
        <translation>Primer corte</translation>
    </message>
    <message>
        <location filename="../actions.py" line="91" />
        <source>Last slice</source>
        <translation>Último corte</translation>
    </message>
    <message>
        <location filename="../actions.py" line="92" />
        <source>Next series</source>
        <translation>Serie siguiente</translation>
    </message>
    <message>
        <location filename="../actions.py" line="93" />
        <source>Previous series</source>
        <translation>Serie anterior</translation>
    </message>
    <message>
        <location filename="../actions.py" line="94" />
        <source>Key image on, off</source>
        <translation>Imagen clave sí, no</translation>
    </message>
    <message>
        <location filename="../actions.py" line="95" />
        <source>DICOM elements …</source>
        <translation>Elementos DICOM …</translation>
    </message>
    <message>
        <location filename="../actions.py" line="96" />
        <source>Autoplay</source>
        <translation>Cine</translation>
    </message>
    <message>
        <location filename="../actions.py" line="97" />
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <location filename="../actions.py" line="98" />
        <source>Slower</source>
        <translation>Más lento</translation>
    </message>
    <message>
        <location filename="../actions.py" line="99" />
        <source>Window from the values</source>
        <translation>Ventana según los valores</translation>
    </message>
    <message>
        <location filename="../actions.py" line="100" />
        <source>Window of the image</source>
        <translation>Ventana de la imagen</translation>
    </message>
    <message>
        <location filename="../actions.py" line="102" />
        <source>Invert</source>
        <translation>Invertir</translation>
    </message>
    <message>
        <location filename="../actions.py" line="103" />
        <source>Select and window</source>
        <translation>Seleccionar y ventana</translation>
    </message>
    <message>
        <location filename="../actions.py" line="104" />
        <source>Edit vertices</source>
        <translation>Editar vértices</translation>
    </message>
    <message>
        <location filename="../actions.py" line="105" />
        <source>Draw a region</source>
        <translation>Dibujar una región</translation>
    </message>
    <message>
        <location filename="../actions.py" line="106" />
        <source>Brush: grow or shrink a region</source>
        <translation>Pincel: ampliar o reducir una región</translation>
    </message>
    <message>
        <location filename="../actions.py" line="107" />
        <source>Cut a region in two</source>
        <translation>Cortar en dos una región</translation>
    </message>
    <message>
        <location filename="../actions.py" line="108" />
        <source>Smaller brush</source>
        <translation>Pincel más pequeño</translation>
    </message>
    <message>
        <location filename="../actions.py" line="109" />
        <source>Larger brush</source>
        <translation>Pincel más grande</translation>
    </message>
    <message>
        <location filename="../actions.py" line="110" />
        <source>Measure a length</source>
        <translation>Medir una longitud</translation>
    </message>
    <message>
        <location filename="../actions.py" line="111" />
        <source>Measure an angle</source>
        <translation>Medir un ángulo</translation>
    </message>
    <message>
        <location filename="../actions.py" line="112" />
        <source>Values in a rectangle</source>
        <translation>Valores en un rectángulo</translation>
    </message>
    <message>
        <location filename="../actions.py" line="113" />
        <source>Values in an ellipse</source>
        <translation>Valores en una elipse</translation>
    </message>
    <message>
        <location filename="../actions.py" line="114" />
        <source>Magnifier</source>
        <translation>Lupa</translation>
    </message>
    <message>
        <location filename="../actions.py" line="115" />
        <source>Rotate clockwise</source>
        <translation>Girar a la derecha</translation>
    </message>
    <message>
        <location filename="../actions.py" line="116" />
        <source>Rotate counterclockwise</source>
        <translation>Girar a la izquierda</translation>
    </message>
    <message>
        <location filename="../actions.py" line="117" />
        <source>Flip left and right</source>
        <translation>Voltear izquierda y derecha</translation>
    </message>
    <message>
        <location filename="../actions.py" line="118" />
        <source>Flip top and bottom</source>
        <translation>Voltear arriba y abajo</translation>
    </message>
    <message>
        <location filename="../actions.py" line="119" />
        <source>Reset window, zoom and rotation</source>
        <translation>Restablecer ventana, zoom y giro</translation>
    </message>
    <message>
        <location filename="../actions.py" line="120" />
        <source>Fit to the window</source>
        <translation>Ajustar al panel</translation>
    </message>
    <message>
        <location filename="../actions.py" line="121" />
        <source>Heat map of the network on, off</source>
        <translation>Mapa de calor de la red sí, no</translation>
    </message>
    <message>
        <location filename="../actions.py" line="122" />
        <source>Labels on, off</source>
        <translation>Etiquetas sí, no</translation>
    </message>
    <message>
        <location filename="../actions.py" line="123" />
        <source>Corner text on, off</source>
        <translation>Texto en las esquinas sí, no</translation>
    </message>
    <message>
        <location filename="../actions.py" line="124" />
        <source>One viewport</source>
        <translation>Un panel</translation>
    </message>
    <message>
        <location filename="../actions.py" line="125" />
        <source>Two viewports</source>
        <translation>Dos paneles</translation>
    </message>
    <message>
        <location filename="../actions.py" line="126" />
        <source>Four viewports</source>
        <translation>Cuatro paneles</translation>
    </message>
    <message>
        <location filename="../actions.py" line="127" />
        <source>Next viewport</source>
        <translation>Panel siguiente</translation>
    </message>
    <message>
        <location filename="../actions.py" line="128" />
        <source>Linked scrolling on, off</source>
        <translation>Desplazamiento sincronizado sí, no</translation>
    </message>
    <message>
        <location filename="../actions.py" line="129" />
        <source>Reference lines on, off</source>
        <translation>Líneas de referencia sí, no</translation>
    </message>
    <message>
        <location filename="../actions.py" line="130" />
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <location filename="../actions.py" line="131" />
        <source>Cancel what is being done</source>
        <translation>Cancelar la operación en curso</translation>
    </message>
    <message>
        <location filename="../actions.py" line="132" />
        <source>Take back the last point</source>
        <translation>Quitar el último punto</translation>
    </message>
    <message>
        <location filename="../actions.py" line="133" />
        <source>Keys and mouse</source>
        <translation>Teclas y ratón</translation>
    </message>
    <message>
        <location filename="../actions.py" line="134" />
        <source>About IODeep Viewer</source>
        <translation>Acerca de IODeep Viewer</translation>
    </message>
</context><context>
    <name>CornerText</name>
    <message>
        <location filename="../corner_text.py" line="35" />
        <source>Zoom {}</source>
        <translation>Zoom {}</translation>
    </message>
    <message>
        <location filename="../corner_text.py" line="36" />
        <source>inverted</source>
        <translation>invertida</translation>
    </message>
    <message>
        <location filename="../corner_text.py" line="49" />
        <source>Slice {}/{}</source>
        <translation>Corte {}/{}</translation>
    </message>
    <message>
        <location filename="../corner_text.py" line="58" />
        <source>★ Key image</source>
        <translation>★ Imagen clave</translation>
    </message>
    <message>
        <location filename="../corner_text.py" line="59" />
        <source>★ Key image, stored: {}</source>
        <translation>★ Imagen clave, almacenada: {}</translation>
    </message>
</context><context>
    <name>Counts</name>
    <message>
        <location filename="../storing_intents.py" line="204" />
        <source> and </source>
        <translation> y </translation>
    </message>
    <message>
        <location filename="../wording.py" line="47" />
        <source>{} region</source>
        <translation>{} región</translation>
    </message>
    <message>
        <location filename="../wording.py" line="47" />
        <source>{} regions</source>
        <translation>{} regiones</translation>
    </message>
    <message>
        <location filename="../wording.py" line="53" />
        <source>{} measurement</source>
        <translation>{} medida</translation>
    </message>
    <message>
        <location filename="../wording.py" line="53" />
        <source>{} measurements</source>
        <translation>{} medidas</translation>
    </message>
    <message>
        <location filename="../wording.py" line="60" />
        <source>{} key image</source>
        <translation>{} imagen clave</translation>
    </message>
    <message>
        <location filename="../wording.py" line="60" />
        <source>{} key images</source>
        <translation>{} imágenes clave</translation>
    </message>
    <message>
        <location filename="../wording.py" line="66" />
        <source>{} slice</source>
        <translation>{} corte</translation>
    </message>
    <message>
        <location filename="../wording.py" line="66" />
        <source>{} slices</source>
        <translation>{} cortes</translation>
    </message>
    <message>
        <location filename="../wording.py" line="72" />
        <source>{} object</source>
        <translation>{} objeto</translation>
    </message>
    <message>
        <location filename="../wording.py" line="72" />
        <source>{} objects</source>
        <translation>{} objetos</translation>
    </message>
</context><context>
    <name>Crash</name>
    <message>
        <location filename="../crash.py" line="32" />
        <source>Unexpected error</source>
        <translation>Error inesperado</translation>
    </message>
    <message>
        <location filename="../crash.py" line="34" />
        <source>Something went wrong that should not. What you decided so far is written down on this computer.</source>
        <translation>Ha ocurrido un error imprevisto. Lo que ha decidido hasta ahora está guardado en este equipo.</translation>
    </message>
    <message>
        <location filename="../crash.py" line="39" />
        <source>Please report it with the details below, then go on or start again.</source>
        <translation>Comuníquelo con los detalles de abajo y después continúe o reinicie.</translation>
    </message>
</context><context>
    <name>CutTool</name>
    <message>
        <location filename="../tools/cut.py" line="18" />
        <source>Click the next point · double click or Enter: cut · Backspace: back · Esc: give up</source>
        <translation>Clic en el punto siguiente · doble clic o Intro: cortar · Retroceso: atrás · Esc: abandonar</translation>
    </message>
    <message>
        <location filename="../tools/cut.py" line="19" />
        <source>Drag a line across a region, from outside to outside</source>
        <translation>Arrastre una línea a través de una región, de fuera a fuera</translation>
    </message>
</context><context>
    <name>Demo</name>
    <message>
        <location filename="../../app.py" line="147" />
        <source>Starting the demo archive</source>
        <translation>Iniciando el archivo de demostración</translation>
    </message>
</context><context>
    <name>DrawTool</name>
    <message>
        <location filename="../tools/draw.py" line="37" />
        <source>Click the next point · double click or Enter: close · Backspace: back · Esc: give up</source>
        <translation>Clic en el punto siguiente · doble clic o Intro: cerrar · Retroceso: atrás · Esc: abandonar</translation>
    </message>
    <message>
        <location filename="../tools/draw.py" line="38" />
        <source>Drag around a region, or click its points · Shift: add to the selected one</source>
        <translation>Arrastre alrededor de una región o haga clic en sus puntos · Mayús: añadir a la seleccionada</translation>
    </message>
</context><context>
    <name>EditTool</name>
    <message>
        <location filename="../tools/edit.py" line="175" />
        <source>Click a region to change it</source>
        <translation>Haga clic en una región para modificarla</translation>
    </message>
    <message>
        <location filename="../tools/edit.py" line="176" />
        <source>Drag a vertex · double click an edge: add · Alt+click or Backspace: remove · drag inside: move</source>
        <translation>Arrastre un vértice · doble clic en un lado: añadir · Alt+clic o Retroceso: quitar · arrastrar dentro: mover</translation>
    </message>
</context><context>
    <name>EditingIntents</name>
    <message>
        <location filename="../editing_intents.py" line="90" />
        <source>Region</source>
        <translation>Región</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="99" />
        <source>The line divides several regions.</source>
        <translation>La línea divide varias regiones.</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="99" />
        <source>Select the one to be cut.</source>
        <translation>Seleccione la que se va a cortar.</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="100" />
        <source>The line divides no region.</source>
        <translation>La línea no divide ninguna región.</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="100" />
        <source>Draw it across one, from outside to outside.</source>
        <translation>Trácela a través de una región, de fuera a fuera.</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="140" />
        <source>There is no further slice.</source>
        <translation>No hay más cortes.</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="189" />
        <source>There is no stored region to copy on this slice.</source>
        <translation>En este corte no hay regiones almacenadas que copiar.</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="216" />
        <source>No region is selected.</source>
        <translation>No hay ninguna región seleccionada.</translation>
    </message>
    <message>
        <location filename="../editing_intents.py" line="216" />
        <source>Click one first.</source>
        <translation>Haga clic primero en una región.</translation>
    </message>
</context><context>
    <name>ElementModel</name>
    <message>
        <location filename="../tag_browser.py" line="127" />
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="127" />
        <source>VR</source>
        <translation>VR</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="127" />
        <source>Keyword</source>
        <translation>Palabra clave</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="127" />
        <source>Value</source>
        <translation>Valor</translation>
    </message>
</context><context>
    <name>Export</name>
    <message>
        <location filename="../export.py" line="229" />
        <source>Picture (*.png)</source>
        <translation>Imagen (*.png)</translation>
    </message>
    <message>
        <location filename="../export.py" line="230" />
        <source>Video (*.mp4)</source>
        <translation>Vídeo (*.mp4)</translation>
    </message>
    <message>
        <location filename="../export.py" line="231" />
        <source>Animated picture (*.apng)</source>
        <translation>Imagen animada (*.apng)</translation>
    </message>
    <message>
        <location filename="../export.py" line="234" />
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context><context>
    <name>ExportDialog</name>
    <message>
        <location filename="../export.py" line="55" />
        <source>Save or copy the picture</source>
        <translation>Guardar o copiar la imagen</translation>
    </message>
    <message>
        <location filename="../export.py" line="59" />
        <source>This slice as a picture (PNG)</source>
        <translation>Este corte como imagen (PNG)</translation>
    </message>
    <message>
        <location filename="../export.py" line="60" />
        <source>All {} slices as a video (MP4)</source>
        <translation>Los {} cortes como vídeo (MP4)</translation>
    </message>
    <message>
        <location filename="../export.py" line="61" />
        <source>All {} slices as an animated picture (APNG)</source>
        <translation>Los {} cortes como imagen animada (APNG)</translation>
    </message>
    <message>
        <location filename="../export.py" line="90" />
        <location filename="../export.py" line="69" />
        <source>Slices in a second</source>
        <translation>Cortes por segundo</translation>
    </message>
    <message>
        <location filename="../export.py" line="70" />
        <source>Regions and measurements</source>
        <translation>Regiones y medidas</translation>
    </message>
    <message>
        <location filename="../export.py" line="72" />
        <source>Text in the corners, letters, scale bar</source>
        <translation>Texto en las esquinas, letras, escala</translation>
    </message>
    <message>
        <location filename="../export.py" line="74" />
        <source>Patient data: name, ID, dates</source>
        <translation>Datos del paciente: nombre, ID, fechas</translation>
    </message>
    <message>
        <location filename="../export.py" line="76" />
        <source>Save …</source>
        <translation>Guardar …</translation>
    </message>
    <message>
        <location filename="../export.py" line="76" />
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <location filename="../export.py" line="80" />
        <source>Copy the picture to the clipboard</source>
        <translation>Copiar la imagen al portapapeles</translation>
    </message>
    <message>
        <location filename="../export.py" line="111" />
        <source>Look at the picture before you pass it on: images of this kind may have names written into them.</source>
        <translation>Mire la imagen antes de entregarla: las imágenes de este tipo pueden llevar nombres escritos.</translation>
    </message>
</context><context>
    <name>Exporter</name>
    <message>
        <location filename="../export.py" line="171" />
        <source>with patient data</source>
        <translation>con datos del paciente</translation>
    </message>
    <message>
        <location filename="../export.py" line="171" />
        <source>without patient data</source>
        <translation>sin datos del paciente</translation>
    </message>
    <message>
        <location filename="../export.py" line="172" />
        <source>The picture is on the clipboard, {}.</source>
        <translation>La imagen está en el portapapeles, {}.</translation>
    </message>
    <message>
        <location filename="../export.py" line="187" />
        <source>Saved: {}</source>
        <translation>Guardado: {}</translation>
    </message>
    <message>
        <location filename="../export.py" line="193" />
        <source>Saving {}</source>
        <translation>Guardando {}</translation>
    </message>
    <message>
        <location filename="../export.py" line="204" />
        <source>There is no slice to save.</source>
        <translation>No hay ningún corte que guardar.</translation>
    </message>
    <message>
        <location filename="../export.py" line="204" />
        <source>Open a series first.</source>
        <translation>Abra primero una serie.</translation>
    </message>
</context><context>
    <name>Foreground</name>
    <message>
        <location filename="../slice_foreground.py" line="69" />
        <source>Waiting for the first image …</source>
        <translation>Esperando la primera imagen …</translation>
    </message>
    <message>
        <location filename="../slice_foreground.py" line="71" />
        <source>Search, then choose a series.</source>
        <translation>Busque y después elija una serie.</translation>
    </message>
    <message>
        <location filename="../slice_foreground.py" line="72" />
        <source>Click here, then choose a series; or drag one here.</source>
        <translation>Haga clic aquí y elija una serie, o arrastre una aquí.</translation>
    </message>
</context><context>
    <name>GeneralPage</name>
    <message>
        <location filename="../preferences_general.py" line="18" />
        <source>Your name as it is stored with what you approve</source>
        <translation>Su nombre, tal como se almacena con lo que aprueba</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="20" />
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="20" />
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="34" />
        <source>Images that were not looked at for longest are removed beyond this</source>
        <translation>A partir de aquí se eliminan las imágenes que llevan más tiempo sin verse</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="43" />
        <source>Reviewer</source>
        <translation>Revisor</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="44" />
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="45" />
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="46" />
        <source>Size of text and controls</source>
        <translation>Tamaño de texto y controles</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="47" />
        <source>Image cache</source>
        <translation>Caché de imágenes</translation>
    </message>
    <message>
        <location filename="../preferences_general.py" line="51" />
        <source>Language, size and image cache change at the next start.</source>
        <translation>El idioma, el tamaño y la caché de imágenes cambian en el próximo inicio.</translation>
    </message>
</context><context>
    <name>HeatMap</name>
    <message>
        <location filename="../heat_map.py" line="97" />
        <source>AI has not looked here</source>
        <translation>La IA no ha mirado aquí</translation>
    </message>
    <message>
        <location filename="../heat_map.py" line="116" />
        <source>outline {}</source>
        <translation>contorno {}</translation>
    </message>
    <message>
        <location filename="../heat_map.py" line="133" />
        <source>AI probability,</source>
        <translation>Probabilidad IA,</translation>
    </message>
    <message>
        <location filename="../heat_map.py" line="143" />
        <location filename="../heat_map.py" line="135" />
        <source>Not a finding</source>
        <translation>No es un hallazgo</translation>
    </message>
    <message>
        <location filename="../heat_map.py" line="138" />
        <source>highest of: {}</source>
        <translation>máxima de: {}</translation>
    </message>
    <message>
        <location filename="../heat_map.py" line="141" />
        <source>Network's probability,</source>
        <translation>Probabilidad de la red,</translation>
    </message>
    <message>
        <location filename="../heat_map.py" line="150" />
        <source>calibrated</source>
        <translation>calibrada</translation>
    </message>
    <message>
        <location filename="../heat_map.py" line="151" />
        <source>not calibrated</source>
        <translation>no calibrada</translation>
    </message>
</context><context>
    <name>HelpDialog</name>
    <message>
        <location filename="../about.py" line="61" />
        <location filename="../about.py" line="55" />
        <source>Keys and mouse</source>
        <translation>Teclas y ratón</translation>
    </message>
    <message>
        <location filename="../about.py" line="59" />
        <source>Mouse</source>
        <translation>Ratón</translation>
    </message>
    <message>
        <location filename="../about.py" line="59" />
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <location filename="../about.py" line="62" />
        <source>Keys, drags and the wheel can be changed in the preferences.</source>
        <translation>Las teclas, los arrastres y la rueda se pueden cambiar en las preferencias.</translation>
    </message>
</context><context>
    <name>Jobs</name>
    <message>
        <location filename="../jobs.py" line="187" />
        <source>“{}” came to no end: there is a defect in the program.</source>
        <translation>“{}” no llegó a su fin: hay un defecto en el programa.</translation>
    </message>
    <message>
        <location filename="../jobs.py" line="188" />
        <source>What you decided is kept; try again, or start the program again.</source>
        <translation>Lo que decidió está guardado; inténtelo de nuevo o reinicie el programa.</translation>
    </message>
</context><context>
    <name>KeysPage</name>
    <message>
        <location filename="../preferences_keys.py" line="38" />
        <location filename="../preferences_keys.py" line="37" />
        <source>Find a command or key</source>
        <translation>Buscar una orden o tecla</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="42" />
        <source>Command</source>
        <translation>Orden</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="42" />
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="43" />
        <source>Keys of the commands</source>
        <translation>Teclas de las órdenes</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="56" />
        <source>New key of the chosen command</source>
        <translation>Tecla nueva de la orden elegida</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="57" />
        <source>Usual key</source>
        <translation>Tecla habitual</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="58" />
        <source>Give the chosen command its usual keys again</source>
        <translation>Devolver a la orden elegida sus teclas habituales</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="59" />
        <source>All usual keys</source>
        <translation>Todas las teclas habituales</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="81" />
        <source>Give one of them another key.</source>
        <translation>Asigne otra tecla a una de ellas.</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="86" />
        <source>Press a key:</source>
        <translation>Pulse una tecla:</translation>
    </message>
    <message>
        <location filename="../preferences_keys.py" line="112" />
        <source>{} is the key of {}.</source>
        <translation>{} es la tecla de {}.</translation>
    </message>
</context><context>
    <name>LabelField</name>
    <message>
        <location filename="../label_field.py" line="34" />
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <location filename="../label_field.py" line="35" />
        <source>Name of the selected regions: choose or type, then Enter</source>
        <translation>Nombre de las regiones seleccionadas: elija o escriba, luego Intro</translation>
    </message>
    <message>
        <location filename="../label_field.py" line="40" />
        <source>Select a region</source>
        <translation>Seleccione una región</translation>
    </message>
</context><context>
    <name>MainWindow</name>
    <message>
        <location filename="../main_window.py" line="237" />
        <source>Copy into the review</source>
        <translation>Copiar a la revisión</translation>
    </message>
</context><context>
    <name>MarkedSlider</name>
    <message>
        <location filename="../navigation_bar.py" line="189" />
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="191" />
        <source>Slices of the series; marks show regions: red proposed, green validated or stored; above: key images</source>
        <translation>Cortes de la serie; las marcas indican regiones: rojo propuestas, verde validadas o almacenadas; arriba: imágenes clave</translation>
    </message>
</context><context>
    <name>MeasurementList</name>
    <message>
        <location filename="../measurement_list.py" line="44" />
        <source>Values in the selected region</source>
        <translation>Valores en la región seleccionada</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="66" />
        <location filename="../measurement_list.py" line="46" />
        <source>Measurements</source>
        <translation>Medidas</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="65" />
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="65" />
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="65" />
        <source>Mean ± SD</source>
        <translation>Media ± DE</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="65" />
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="67" />
        <source>Choose a measurement to see its slice</source>
        <translation>Elija una medida para ver su corte</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="67" />
        <source>remove it</source>
        <translation>eliminarla</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="114" />
        <location filename="../measurement_list.py" line="92" />
        <source>Stored in the PACS</source>
        <translation>Almacenada en el PACS</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="115" />
        <source>★ Key image</source>
        <translation>★ Imagen clave</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="151" />
        <source>{}: {} ± {} {} (mean ± SD), {} to {}, {} pixels</source>
        <translation>{}: {} ± {} {} (media ± DE), de {} a {}, {} píxeles</translation>
    </message>
</context><context>
    <name>Measurements</name>
    <message>
        <location filename="../measurement_list.py" line="179" />
        <source>Length</source>
        <translation>Longitud</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="180" />
        <source>Angle</source>
        <translation>Ángulo</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="181" />
        <source>Rectangle</source>
        <translation>Rectángulo</translation>
    </message>
    <message>
        <location filename="../measurement_list.py" line="182" />
        <source>Ellipse</source>
        <translation>Elipse</translation>
    </message>
    <message>
        <location filename="../tools/shape_drawing.py" line="73" />
        <source>{} ± {} {}</source>
        <translation>{} ± {} {}</translation>
    </message>
    <message>
        <location filename="../tools/shape_drawing.py" line="76" />
        <source>{} to {} {}</source>
        <translation>de {} a {} {}</translation>
    </message>
    <message>
        <location filename="../tools/shape_drawing.py" line="78" />
        <source>{} pixels</source>
        <translation>{} píxeles</translation>
    </message>
</context><context>
    <name>MeasuringIntents</name>
    <message>
        <location filename="../measuring_intents.py" line="60" />
        <source>This slice is marked in the PACS already: “{}”.</source>
        <translation>Este corte ya está marcado en el PACS: “{}”.</translation>
    </message>
    <message>
        <location filename="../measuring_intents.py" line="61" />
        <source>What is stored cannot be changed here.</source>
        <translation>Lo almacenado no se puede modificar aquí.</translation>
    </message>
</context><context>
    <name>Menus</name>
    <message>
        <location filename="../actions.py" line="36" />
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <location filename="../actions.py" line="37" />
        <source>Regions</source>
        <translation>Regiones</translation>
    </message>
    <message>
        <location filename="../actions.py" line="38" />
        <source>Image</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <location filename="../actions.py" line="39" />
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <location filename="../actions.py" line="40" />
        <source>Tools</source>
        <translation>Herramientas</translation>
    </message>
    <message>
        <location filename="../actions.py" line="41" />
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <location filename="../actions.py" line="42" />
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
</context><context>
    <name>ModalityField</name>
    <message>
        <location filename="../modality_field.py" line="25" />
        <source>Any modality</source>
        <translation>Toda modalidad</translation>
    </message>
    <message>
        <location filename="../modality_field.py" line="26" />
        <source>Modalities</source>
        <translation>Modalidades</translation>
    </message>
    <message>
        <location filename="../modality_field.py" line="27" />
        <source>Modalities in the study, e.g. CT, MR; empty means any</source>
        <translation>Modalidades del estudio, p. ej. CT, MR; vacío significa cualquiera</translation>
    </message>
    <message>
        <location filename="../modality_field.py" line="34" />
        <source>Choose modalities</source>
        <translation>Elegir modalidades</translation>
    </message>
    <message>
        <location filename="../modality_field.py" line="35" />
        <source>Choose one or more modalities</source>
        <translation>Elija una o más modalidades</translation>
    </message>
</context><context>
    <name>Mouse</name>
    <message>
        <location filename="../actions.py" line="158" />
        <source>window: sideways width, up and down center</source>
        <translation>ventana: ancho en horizontal, centro en vertical</translation>
    </message>
    <message>
        <location filename="../actions.py" line="159" />
        <source>pan</source>
        <translation>desplazar</translation>
    </message>
    <message>
        <location filename="../actions.py" line="160" />
        <source>zoom</source>
        <translation>zoom</translation>
    </message>
    <message>
        <location filename="../actions.py" line="162" />
        <source>next, previous slice</source>
        <translation>corte siguiente, anterior</translation>
    </message>
    <message>
        <location filename="../actions.py" line="162" />
        <source>zoom at the pointer</source>
        <translation>zoom en el puntero</translation>
    </message>
    <message>
        <location filename="../actions.py" line="165" />
        <source>Wheel</source>
        <translation>Rueda</translation>
    </message>
    <message>
        <location filename="../actions.py" line="166" />
        <source>Ctrl + wheel</source>
        <translation>Ctrl + rueda</translation>
    </message>
    <message>
        <location filename="../actions.py" line="167" />
        <source>Left drag</source>
        <translation>Arrastre izquierdo</translation>
    </message>
    <message>
        <location filename="../actions.py" line="168" />
        <source>Middle drag</source>
        <translation>Arrastre central</translation>
    </message>
    <message>
        <location filename="../actions.py" line="169" />
        <source>Right drag</source>
        <translation>Arrastre derecho</translation>
    </message>
    <message>
        <location filename="../actions.py" line="170" />
        <source>Left click</source>
        <translation>Clic izquierdo</translation>
    </message>
    <message>
        <location filename="../actions.py" line="170" />
        <source>select a region</source>
        <translation>seleccionar una región</translation>
    </message>
    <message>
        <location filename="../actions.py" line="171" />
        <source>Right click</source>
        <translation>Clic derecho</translation>
    </message>
    <message>
        <location filename="../actions.py" line="171" />
        <source>menu</source>
        <translation>menú</translation>
    </message>
    <message>
        <location filename="../actions.py" line="172" />
        <source>Double click</source>
        <translation>Doble clic</translation>
    </message>
    <message>
        <location filename="../actions.py" line="172" />
        <source>fit, actual size</source>
        <translation>ajustar, tamaño real</translation>
    </message>
    <message>
        <location filename="../actions.py" line="173" />
        <source>Drag a vertex</source>
        <translation>Arrastrar un vértice</translation>
    </message>
    <message>
        <location filename="../actions.py" line="173" />
        <source>move it, on the selected region</source>
        <translation>lo mueve, en la región seleccionada</translation>
    </message>
    <message>
        <location filename="../actions.py" line="174" />
        <source>Double click an edge</source>
        <translation>Doble clic en un lado</translation>
    </message>
    <message>
        <location filename="../actions.py" line="174" />
        <source>add a vertex</source>
        <translation>añade un vértice</translation>
    </message>
    <message>
        <location filename="../actions.py" line="175" />
        <source>Alt + click a vertex</source>
        <translation>Alt + clic en un vértice</translation>
    </message>
    <message>
        <location filename="../actions.py" line="175" />
        <source>remove it</source>
        <translation>lo quita</translation>
    </message>
    <message>
        <location filename="../actions.py" line="176" />
        <source>Drag inside the selected region</source>
        <translation>Arrastrar dentro de la región seleccionada</translation>
    </message>
    <message>
        <location filename="../actions.py" line="176" />
        <source>move it</source>
        <translation>la mueve</translation>
    </message>
</context><context>
    <name>NavigationBar</name>
    <message>
        <location filename="../navigation_bar.py" line="44" />
        <source>◀  Previous</source>
        <translation>◀  Anterior</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="173" />
        <location filename="../navigation_bar.py" line="45" />
        <source>▶  Autoplay</source>
        <translation>▶  Cine</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="47" />
        <source>Next  ▶</source>
        <translation>Siguiente  ▶</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="49" />
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="102" />
        <source>Previous slice</source>
        <translation>Corte anterior</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="105" />
        <source>Play the slices</source>
        <translation>Reproducir los cortes en cine</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="106" />
        <source>faster</source>
        <translation>más rápido</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="107" />
        <source>slower</source>
        <translation>más lento</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="109" />
        <source>Next slice</source>
        <translation>Corte siguiente</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="112" />
        <source>Let the matching network propose regions on this slice</source>
        <translation>La red adecuada propone regiones en este corte</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="113" />
        <source>arrow: the whole series</source>
        <translation>flecha: toda la serie</translation>
    </message>
    <message>
        <location filename="../navigation_bar.py" line="173" />
        <source>Ⅱ  Pause</source>
        <translation>Ⅱ  Pausa</translation>
    </message>
</context><context>
    <name>NetworkIntents</name>
    <message>
        <location filename="../network_intents.py" line="44" />
        <source>Networks are in a PACS, and none is set up: enter one in the preferences (Ctrl+,).</source>
        <translation>Las redes están en un PACS y no hay ninguno configurado: indique uno en las preferencias (Ctrl+,).</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="47" />
        <source>Looking for a network that fits …</source>
        <translation>Buscando una red adecuada …</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="48" />
        <source>Preparing the network …</source>
        <translation>Preparando la red …</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="68" />
        <source>Preparing the network</source>
        <translation>Preparando la red</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="106" />
        <source>Click AI ROI to look for a network.</source>
        <translation>Haga clic en AI ROI para buscar una red.</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="111" />
        <source>Finding and fetching the network</source>
        <translation>Buscando y recuperando la red</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="128" />
        <source>No PACS is set up.</source>
        <translation>No hay ningún PACS configurado.</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="133" />
        <source>Fetching the network's card</source>
        <translation>Recuperando la ficha de la red</translation>
    </message>
</context><context>
    <name>NetworkState</name>
    <message>
        <location filename="../network_intents.py" line="158" />
        <source>{} is ready.</source>
        <translation>{} está lista.</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="168" />
        <source>Outlines {what} on {images}</source>
        <translation>Contornea {what} en {images}</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="169" />
        <source>Frames {what} on {images}</source>
        <translation>Enmarca {what} en {images}</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="170" />
        <source>Classifies {images} slices: {what}</source>
        <translation>Clasifica cortes {images}: {what}</translation>
    </message>
    <message>
        <location filename="../network_intents.py" line="173" />
        <source>regions without a name</source>
        <translation>regiones sin nombre</translation>
    </message>
</context><context>
    <name>NetworksPage</name>
    <message>
        <location filename="../preferences_networks.py" line="32" />
        <source>Nothing: I click AI ROI</source>
        <translation>Nada: hago clic en AI ROI</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="33" />
        <source>The slice on screen</source>
        <translation>El corte en pantalla</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="34" />
        <source>The whole series</source>
        <translation>Toda la serie</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="37" />
        <source>AI ROI on opening</source>
        <translation>AI ROI al abrir</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="38" />
        <source>Only where a network fits; what it proposes is decided by you, as always</source>
        <translation>Solo donde hay una red adecuada; sobre lo que propone decide usted, como siempre</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="73" />
        <location filename="../preferences_networks.py" line="43" />
        <source>Chosen networks</source>
        <translation>Redes elegidas</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="44" />
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="45" />
        <source>Take the newest network for these images again</source>
        <translation>Volver a usar la red más reciente para estas imágenes</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="47" />
        <source>Places of weights</source>
        <translation>Ubicaciones de los pesos</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="72" />
        <source>When a series opens, AI ROI looks at</source>
        <translation>Al abrir una serie, AI ROI examina</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="76" />
        <source>Where several networks match, “Why?” lets you choose one. Your choices stand here.</source>
        <translation>Si coinciden varias redes, “¿Por qué?” permite elegir una. Sus elecciones figuran aquí.</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="82" />
        <source>Weights outside of the PACS</source>
        <translation>Pesos fuera del PACS</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="87" />
        <source>Weights outside of a network's object are fetched from these places alone, one on each line.</source>
        <translation>Los pesos externos al objeto de la red se recuperan solo de estas ubicaciones, una por línea.</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="99" />
        <source>colour</source>
        <translation>color</translation>
    </message>
    <message>
        <location filename="../preferences_networks.py" line="99" />
        <source>grey</source>
        <translation>gris</translation>
    </message>
</context><context>
    <name>PacsPage</name>
    <message>
        <location filename="../preferences_pacs.py" line="28" />
        <source>C-MOVE (C-GET where refused)</source>
        <translation>C-MOVE (C-GET si se rechaza)</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="32" />
        <source>New PACS</source>
        <translation>Nuevo PACS</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="55" />
        <source>PACS nodes</source>
        <translation>Nodos PACS</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="57" />
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="57" />
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="84" />
        <location filename="../preferences_pacs.py" line="58" />
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="58" />
        <source>Any name for this PACS</source>
        <translation>Cualquier nombre para este PACS</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="85" />
        <location filename="../preferences_pacs.py" line="59" />
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="59" />
        <source>Name or address of the PACS</source>
        <translation>Nombre o dirección del PACS</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="86" />
        <location filename="../preferences_pacs.py" line="60" />
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="60" />
        <source>Its DICOM port, for Orthanc 4242 by default</source>
        <translation>Su puerto DICOM, en Orthanc 4242 por defecto</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="87" />
        <location filename="../preferences_pacs.py" line="61" />
        <source>AE title</source>
        <translation>AE title</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="61" />
        <source>Its application entity title</source>
        <translation>Su application entity title</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="88" />
        <location filename="../preferences_pacs.py" line="62" />
        <source>Our AE title</source>
        <translation>Nuestro AE title</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="62" />
        <source>How the PACS knows this workstation</source>
        <translation>Cómo conoce el PACS esta estación</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="89" />
        <location filename="../preferences_pacs.py" line="63" />
        <source>Our port</source>
        <translation>Nuestro puerto</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="63" />
        <source>Where this workstation receives images by C-MOVE</source>
        <translation>Donde esta estación recibe las imágenes por C-MOVE</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="90" />
        <location filename="../preferences_pacs.py" line="66" />
        <source>Retrieve by</source>
        <translation>Recuperar con</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="91" />
        <location filename="../preferences_pacs.py" line="70" />
        <source>Timeout</source>
        <translation>Tiempo máximo</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="71" />
        <source>How long to wait for an answer of the PACS</source>
        <translation>Cuánto esperar una respuesta del PACS</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="72" />
        <source>Check connection</source>
        <translation>Comprobar conexión</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="73" />
        <source>C-ECHO, a search and a test retrieve</source>
        <translation>C-ECHO, una búsqueda y una recuperación de prueba</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="123" />
        <source>Checking …</source>
        <translation>Comprobando …</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="137" />
        <source>Checking the connection</source>
        <translation>Comprobando la conexión</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="171" />
        <source>Two PACS have the same name.</source>
        <translation>Dos PACS tienen el mismo nombre.</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="171" />
        <source>Give each its own.</source>
        <translation>Dé a cada uno el suyo.</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="187" />
        <source>The PACS that is marked in the list is the one in use.</source>
        <translation>El PACS marcado en la lista es el que está en uso.</translation>
    </message>
    <message>
        <location filename="../preferences_pacs.py" line="189" />
        <source>No PACS is entered: “Add” begins with one.</source>
        <translation>No hay ningún PACS: “Añadir” empieza uno.</translation>
    </message>
</context><context>
    <name>PreferencesDialog</name>
    <message>
        <location filename="../preferences.py" line="37" />
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <location filename="../preferences.py" line="49" />
        <source>Subjects</source>
        <translation>Temas</translation>
    </message>
    <message>
        <location filename="../preferences.py" line="52" />
        <source>PACS</source>
        <translation>PACS</translation>
    </message>
    <message>
        <location filename="../preferences.py" line="52" />
        <source>Networks</source>
        <translation>Redes</translation>
    </message>
    <message>
        <location filename="../preferences.py" line="52" />
        <source>Mouse and windows</source>
        <translation>Ratón y ventanas</translation>
    </message>
    <message>
        <location filename="../preferences.py" line="52" />
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <location filename="../preferences.py" line="53" />
        <source>General</source>
        <translation>General</translation>
    </message>
</context><context>
    <name>PriorList</name>
    <message>
        <location filename="../prior_list.py" line="27" />
        <source>Other studies of this patient</source>
        <translation>Otros estudios de este paciente</translation>
    </message>
    <message>
        <location filename="../prior_list.py" line="28" />
        <source>Click a study to list its series; what is open stays open</source>
        <translation>Haga clic en un estudio para ver sus series; lo abierto sigue abierto</translation>
    </message>
    <message>
        <location filename="../prior_list.py" line="46" />
        <source>Other studies of this patient: {}</source>
        <translation>Otros estudios de este paciente: {}</translation>
    </message>
</context><context>
    <name>Proposal</name>
    <message>
        <location filename="../proposal_text.py" line="22" />
        <source>AI, box</source>
        <translation>IA, recuadro</translation>
    </message>
    <message>
        <location filename="../proposal_text.py" line="24" />
        <source>AI</source>
        <translation>IA</translation>
    </message>
    <message>
        <location filename="../proposal_text.py" line="25" />
        <source>AI, edited</source>
        <translation>IA, editada</translation>
    </message>
    <message>
        <location filename="../proposal_text.py" line="26" />
        <source>Drawn</source>
        <translation>Dibujada</translation>
    </message>
    <message>
        <location filename="../proposal_text.py" line="35" />
        <source>The network's probability for this box.</source>
        <translation>La probabilidad de la red para este recuadro.</translation>
    </message>
    <message>
        <location filename="../proposal_text.py" line="37" />
        <source>Mean of the network's probability inside the outline.</source>
        <translation>Media de la probabilidad de la red dentro del contorno.</translation>
    </message>
    <message>
        <location filename="../proposal_text.py" line="40" />
        <source>It does not say how well the outline fits, nor how probable a disease is in this patient.</source>
        <translation>No indica lo bien que ajusta el contorno ni lo probable que es una enfermedad en este paciente.</translation>
    </message>
    <message>
        <location filename="../proposal_text.py" line="45" />
        <source>{}, version {}, outlined at {}</source>
        <translation>{}, versión {}, contorno en {}</translation>
    </message>
</context><context>
    <name>Reading</name>
    <message>
        <location filename="../reading_intents.py" line="238" />
        <source>No PACS is set up.</source>
        <translation>No hay ningún PACS configurado.</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="239" />
        <source>Enter its host, port and AE title in the preferences (Ctrl+,).</source>
        <translation>Indique host, puerto y AE title en las preferencias (Ctrl+,).</translation>
    </message>
</context><context>
    <name>ReadingIntents</name>
    <message>
        <location filename="../reading_intents.py" line="65" />
        <source>elsewhere</source>
        <translation>otro lugar</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="68" />
        <source>This series is open already, from {}.</source>
        <translation>Esta serie ya está abierta, desde {}.</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="69" />
        <source>Close it there (Ctrl+W) to open it from here.</source>
        <translation>Ciérrela allí (Ctrl+W) para abrirla desde aquí.</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="128" />
        <source>Opening the series</source>
        <translation>Abriendo la serie</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="175" />
        <source>{} that was not stored is here again.</source>
        <translation>De nuevo aquí, sin almacenar: {}.</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="176" />
        <source>{} that were not stored are here again.</source>
        <translation>De nuevo aquí, sin almacenar: {}.</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="181" />
        <source>Go on where you were, then store them.</source>
        <translation>Continúe donde estaba y después almacene.</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="208" />
        <source>Fetching stored structure sets</source>
        <translation>Recuperando los RT Structure Set almacenados</translation>
    </message>
    <message>
        <location filename="../reading_intents.py" line="214" />
        <source>Fetching key images</source>
        <translation>Recuperando las imágenes clave</translation>
    </message>
</context><context>
    <name>ReadingPage</name>
    <message>
        <location filename="../preferences_reading.py" line="89" />
        <location filename="../preferences_reading.py" line="33" />
        <source>Window presets</source>
        <translation>Ventanas predefinidas</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="35" />
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="35" />
        <source>Center</source>
        <translation>Centro</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="35" />
        <source>Width</source>
        <translation>Ancho</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="35" />
        <source>Modality</source>
        <translation>Modalidad</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="40" />
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="40" />
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="41" />
        <source>Usual presets</source>
        <translation>Predefinidas habituales</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="64" />
        <source>Window: center and width</source>
        <translation>Ventana: centro y ancho</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="65" />
        <source>Pan</source>
        <translation>Desplazar</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="66" />
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="67" />
        <source>Next, previous slice (with Ctrl: zoom)</source>
        <translation>Corte siguiente, anterior (con Ctrl: zoom)</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="70" />
        <source>Left drag</source>
        <translation>Arrastre izquierdo</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="71" />
        <source>Middle drag</source>
        <translation>Arrastre central</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="72" />
        <source>Right drag</source>
        <translation>Arrastre derecho</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="73" />
        <source>Wheel</source>
        <translation>Rueda</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="75" />
        <source>Mouse</source>
        <translation>Ratón</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="82" />
        <source>Zoom (with Ctrl: slices)</source>
        <translation>Zoom (con Ctrl: cortes)</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="90" />
        <source>The first has the key 2, the next 3, and so on. No modality: for all images.</source>
        <translation>La primera tiene la tecla 2, la siguiente 3, etc. Sin modalidad: para todas las imágenes.</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="116" />
        <source>New preset</source>
        <translation>Ventana nueva</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="130" />
        <source>The window preset “{}” has a center or width that is no number.</source>
        <translation>La ventana predefinida “{}” tiene un centro o un ancho que no es un número.</translation>
    </message>
    <message>
        <location filename="../preferences_reading.py" line="131" />
        <source>Write plain numbers, such as 40 and 400.</source>
        <translation>Escriba números sencillos, como 40 y 400.</translation>
    </message>
</context><context>
    <name>RecordBlocks</name>
    <message>
        <location filename="../record_blocks.py" line="26" />
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="27" />
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="28" />
        <source>Born</source>
        <translation>F. nac.</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="29" />
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="110" />
        <location filename="../record_blocks.py" line="32" />
        <source>Study</source>
        <translation>Estudio</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="33" />
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="34" />
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="35" />
        <source>Study ID</source>
        <translation>ID estudio</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="36" />
        <source>Accession</source>
        <translation>N.º acceso</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="37" />
        <source>Institution</source>
        <translation>Centro</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="38" />
        <source>Referring</source>
        <translation>Solicitante</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="39" />
        <source>Study UID</source>
        <translation>UID estudio</translation>
    </message>
    <message>
        <location filename="../record_blocks.py" line="88" />
        <source>Patient</source>
        <translation>Paciente</translation>
    </message>
</context><context>
    <name>ReviewKeeper</name>
    <message>
        <location filename="../review_keeper.py" line="38" />
        <source>The review is being stored.</source>
        <translation>Se está almacenando la revisión.</translation>
    </message>
    <message>
        <location filename="../review_keeper.py" line="39" />
        <source>Wait a moment, then go on.</source>
        <translation>Espere un momento y continúe.</translation>
    </message>
    <message>
        <location filename="../review_keeper.py" line="59" />
        <source>Your decisions could not be written to this computer's disk.</source>
        <translation>No se han podido escribir sus decisiones en el disco de este equipo.</translation>
    </message>
    <message>
        <location filename="../review_keeper.py" line="60" />
        <source>Store them now, and free some space: a crash would lose them.</source>
        <translation>Almacénelas ahora y libere espacio: se perderían si el programa fallara.</translation>
    </message>
</context><context>
    <name>RoiPanel</name>
    <message>
        <location filename="../roi_panel.py" line="38" />
        <source>Validate</source>
        <translation>Validar</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="38" />
        <source>Accept the selected regions</source>
        <translation>Aceptar las regiones seleccionadas</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="40" />
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="40" />
        <source>Refuse the selected regions</source>
        <translation>Rechazar las regiones seleccionadas</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="40" />
        <source>bring them back</source>
        <translation>recuperarlas</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="43" />
        <source>Validate all on slice</source>
        <translation>Validar todas en el corte</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="43" />
        <source>Accept every proposed region on this slice</source>
        <translation>Aceptar todas las regiones propuestas en este corte</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="46" />
        <source>Store …</source>
        <translation>Almacenar …</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="46" />
        <source>Store validated regions, measurements and key images in the PACS</source>
        <translation>Almacenar en el PACS las regiones validadas, las medidas y las imágenes clave</translation>
    </message>
    <message>
        <location filename="../roi_panel.py" line="68" />
        <source>Regions of interest</source>
        <translation>Regiones de interés</translation>
    </message>
</context><context>
    <name>RoiTable</name>
    <message>
        <location filename="../roi_table.py" line="43" />
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="44" />
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="45" />
        <source>Prob.</source>
        <translation>Prob.</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="46" />
        <source>Area</source>
        <translation>Área</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="47" />
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="48" />
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="51" />
        <source>Regions of interest</source>
        <translation>Regiones de interés</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="54" />
        <source>Choose regions, several with Ctrl+click</source>
        <translation>Elija regiones, varias con Ctrl+clic</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="55" />
        <source>step through them</source>
        <translation>recorrerlas</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="92" />
        <source>Validated</source>
        <translation>Validada</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="92" />
        <source>Proposed</source>
        <translation>Propuesta</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="138" />
        <source>Approved</source>
        <translation>Aprobada</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="139" />
        <source>Unapproved</source>
        <translation>No aprobada</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="140" />
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="144" />
        <source>{}, revised</source>
        <translation>{}, luego revisado</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="146" />
        <source>{}: {} by {} on {}. Right click copies it into the review.</source>
        <translation>{}: {} por {} el {}. El clic derecho la copia a la revisión.</translation>
    </message>
    <message>
        <location filename="../roi_table.py" line="153" />
        <source>A structure set that was stored later revises it.</source>
        <translation>Un RT Structure Set guardado más tarde lo revisa.</translation>
    </message>
</context><context>
    <name>SavedSearches</name>
    <message>
        <location filename="../saved_searches.py" line="66" />
        <location filename="../saved_searches.py" line="41" />
        <source>Saved searches</source>
        <translation>Búsquedas guardadas</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="42" />
        <source>Choose a saved search to search for it</source>
        <translation>Elija una búsqueda guardada para ejecutarla</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="45" />
        <source>Save, rename or delete a search</source>
        <translation>Guardar, renombrar o eliminar una búsqueda</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="46" />
        <source>Recent ▾</source>
        <translation>Recientes ▾</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="46" />
        <source>Studies opened last</source>
        <translation>Últimos estudios abiertos</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="79" />
        <source>Save this search …</source>
        <translation>Guardar esta búsqueda …</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="80" />
        <source>Rename “{}” …</source>
        <translation>Renombrar “{}” …</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="82" />
        <source>Delete “{}”</source>
        <translation>Eliminar “{}”</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="97" />
        <source>No study was opened yet</source>
        <translation>Aún no se ha abierto ningún estudio</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="101" />
        <source>Forget recent studies</source>
        <translation>Olvidar los estudios recientes</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="111" />
        <source>Save this search</source>
        <translation>Guardar esta búsqueda</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="120" />
        <source>Rename the search</source>
        <translation>Renombrar la búsqueda</translation>
    </message>
    <message>
        <location filename="../saved_searches.py" line="127" />
        <source>Name:</source>
        <translation>Nombre:</translation>
    </message>
</context><context>
    <name>SearchIntents</name>
    <message>
        <location filename="../search_intents.py" line="105" />
        <location filename="../search_intents.py" line="59" />
        <source>Searching</source>
        <translation>Buscando</translation>
    </message>
    <message>
        <location filename="../search_intents.py" line="87" />
        <source>Listing the series</source>
        <translation>Listando las series</translation>
    </message>
    <message>
        <location filename="../search_intents.py" line="124" />
        <source>Reading the files</source>
        <translation>Leyendo los archivos</translation>
    </message>
    <message>
        <location filename="../search_intents.py" line="150" />
        <source>{} of the {} series of this study cannot be listed.</source>
        <translation>{} de las {} series de este estudio no se pueden mostrar en la lista.</translation>
    </message>
    <message>
        <location filename="../search_intents.py" line="151" />
        <source>Search again; if they stay away, ask the PACS administrator: their UIDs may be damaged.</source>
        <translation>Repita la búsqueda; si siguen sin aparecer, pregunte al administrador del PACS: sus UID pueden estar dañados.</translation>
    </message>
    <message>
        <location filename="../search_intents.py" line="157" />
        <source>Looking for other studies of the patient</source>
        <translation>Buscando otros estudios del paciente</translation>
    </message>
    <message>
        <location filename="../search_intents.py" line="185" />
        <source>Drawing the series</source>
        <translation>Preparando las miniaturas</translation>
    </message>
</context><context>
    <name>SearchPanel</name>
    <message>
        <location filename="../search_panel.py" line="63" />
        <location filename="../search_panel.py" line="39" />
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="40" />
        <source>Whole, or with the wildcards * (anything) and ? (one character)</source>
        <translation>Completo, o con los comodines * (cualquier texto) y ? (un carácter)</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="43" />
        <source>Patient name</source>
        <translation>Nombre del paciente</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="44" />
        <source>Family name or its beginning, then a comma and the given name; or with wildcards: *ARIA, R?SSI</source>
        <translation>Apellidos o su comienzo, luego una coma y el nombre; o con comodines: *ARIA, R?SSI</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="46" />
        <source>Patient ID</source>
        <translation>ID del paciente</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="47" />
        <source>Accession number</source>
        <translation>Número de acceso</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="48" />
        <source>Study description</source>
        <translation>Descripción del estudio</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="48" />
        <source>Any part of it; wildcards * and ?</source>
        <translation>Cualquier parte; comodines * y ?</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="52" />
        <source>Any date</source>
        <translation>Cualquier fecha</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="53" />
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="54" />
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="55" />
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="56" />
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="57" />
        <source>From – to</source>
        <translation>Desde – hasta</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="61" />
        <location filename="../search_panel.py" line="60" />
        <source>Study date</source>
        <translation>Fecha del estudio</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="62" />
        <source>First date</source>
        <translation>Primera fecha</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="62" />
        <source>Last date</source>
        <translation>Última fecha</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="65" />
        <source>Search the PACS (Enter)</source>
        <translation>Buscar en el PACS (Intro)</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="65" />
        <source>repeat the last search</source>
        <translation>repetir la última búsqueda</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="66" />
        <source>Clear</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <location filename="../search_panel.py" line="67" />
        <source>Empty all fields</source>
        <translation>Vaciar todos los campos</translation>
    </message>
</context><context>
    <name>SeriesList</name>
    <message>
        <location filename="../series_list.py" line="68" />
        <location filename="../series_list.py" line="37" />
        <location filename="../series_list.py" line="34" />
        <source>Series</source>
        <translation>Series</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="40" />
        <source>Click a series to open it, or drag it onto a viewport</source>
        <translation>Haga clic en una serie para abrirla o arrástrela a un panel</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="41" />
        <source>step through them</source>
        <translation>recorrerlas</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="68" />
        <source>Series: {}</source>
        <translation>Series: {}</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="75" />
        <source>Not images. Structure sets are shown on the images that they belong to.</source>
        <translation>No son imágenes. Los RT Structure Set se muestran sobre las imágenes a las que pertenecen.</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="92" />
        <source>, {} here</source>
        <translation>, {} aquí</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="93" />
        <source>● open{}</source>
        <translation>● abierta{}</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="110" />
        <source>Without description</source>
        <translation>Sin descripción</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="115" />
        <source>{} image</source>
        <translation>{} imagen</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="115" />
        <source>{} images</source>
        <translation>{} imágenes</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="117" />
        <source>{} object</source>
        <translation>{} objeto</translation>
    </message>
    <message>
        <location filename="../series_list.py" line="117" />
        <source>{} objects</source>
        <translation>{} objetos</translation>
    </message>
</context><context>
    <name>SeriesRun</name>
    <message>
        <location filename="../series_run.py" line="71" />
        <source>AI ROI: slice {} of {}</source>
        <translation>AI ROI: corte {} de {}</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="93" />
        <source>AI ROI on the series</source>
        <translation>AI ROI en la serie</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="145" />
        <source>AI ROI was stopped.</source>
        <translation>AI ROI se ha detenido.</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="147" />
        <source>“{}” classified {}.</source>
        <translation>“{}” ha clasificado {}.</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="149" />
        <source>“{}” looked at {}: regions on {}, none on {}; new proposals: {}.</source>
        <translation>“{}” ha examinado {}: con regiones {}, sin ellas {}; propuestas nuevas: {}.</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="153" />
        <source>{} left out because of other tags ({}).</source>
        <translation>Excluidos por tags distintos: {} ({}).</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="156" />
        <source>It failed on {}: {}</source>
        <translation>Ha fallado en {}: {}</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="159" />
        <source>The series was still arriving: start again for the rest.</source>
        <translation>La serie aún estaba llegando: vuelva a iniciar para el resto.</translation>
    </message>
    <message>
        <location filename="../series_run.py" line="164" />
        <source>Where it proposes nothing, that is not a finding of absence: look for yourself.</source>
        <translation>Donde no propone nada no es un hallazgo negativo: compruébelo usted.</translation>
    </message>
</context><context>
    <name>Sex</name>
    <message>
        <location filename="../wording.py" line="33" />
        <source>Male</source>
        <translation>Masculino</translation>
    </message>
    <message>
        <location filename="../wording.py" line="33" />
        <source>Female</source>
        <translation>Femenino</translation>
    </message>
    <message>
        <location filename="../wording.py" line="33" />
        <source>Other</source>
        <translation>Otro</translation>
    </message>
</context><context>
    <name>SliceView</name>
    <message>
        <location filename="../slice_view.py" line="73" />
        <source>Slice, viewport {}</source>
        <translation>Corte, panel {}</translation>
    </message>
    <message>
        <location filename="../slice_view.py" line="229" />
        <source>{} — stored, {}</source>
        <translation>{} — almacenada, {}</translation>
    </message>
</context><context>
    <name>StatusBar</name>
    <message>
        <location filename="../status_bar.py" line="29" />
        <source>What is stored and not in the PACS yet; click to send it again</source>
        <translation>Lo almacenado que aún no está en el PACS; haga clic para reenviarlo</translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="35" />
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="36" />
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="37" />
        <source>Stop what is being done</source>
        <translation>Detener la operación en curso</translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="56" />
        <source>connected</source>
        <translation>conectado</translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="57" />
        <source>last request failed</source>
        <translation>falló la última petición</translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="59" />
        <source>No PACS set up</source>
        <translation>Ningún PACS configurado</translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="65" />
        <source>Outbox: {}</source>
        <translation>Cola de salida: {}</translation>
    </message>
</context><context>
    <name>StoreDialog</name>
    <message>
        <location filename="../store_dialog.py" line="25" />
        <source>Store the review</source>
        <translation>Almacenar la revisión</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="29" />
        <source>(no name)</source>
        <translation>(sin nombre)</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="31" />
        <source>Patient: {}, {}</source>
        <translation>Paciente: {}, {}</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="31" />
        <source>(no ID)</source>
        <translation>(sin ID)</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="32" />
        <source>Study: {}, {}</source>
        <translation>Estudio: {}, {}</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="33" />
        <source>(no description)</source>
        <translation>(sin descripción)</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="41" />
        <source>Family name, given name</source>
        <translation>Apellidos, nombre</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="42" />
        <source>Reviewer name</source>
        <translation>Nombre del revisor</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="46" />
        <source>Structure set label</source>
        <translation>Etiqueta del RT Structure Set</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="48" />
        <source>Store</source>
        <translation>Almacenar</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="50" />
        <source>Reviewer</source>
        <translation>Revisor</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="51" />
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="56" />
        <source>{} not decided yet: not sent, kept on this computer.</source>
        <translation>Pendiente de decisión: {}. No se envía; se conserva en este equipo.</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="82" />
        <source>a folder that you choose next (no PACS is set up)</source>
        <translation>una carpeta que elegirá a continuación (no hay ningún PACS configurado)</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="86" />
        <source>{} will be written as one RT Structure Set with approval status APPROVED, and stored in {}:</source>
        <translation>{}: se escribirá en un RT Structure Set con estado de aprobación APPROVED y se almacenará en {}:</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="94" />
        <source>…  and {} more</source>
        <translation>…  y {} más</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="98" />
        <source>{} will be written as a Key Object Selection, and stored in {}: slice {}.</source>
        <translation>{}: se escribirá en una Key Object Selection y se almacenará en {}: corte {}.</translation>
    </message>
    <message>
        <location filename="../store_dialog.py" line="108" />
        <source>{}, slice {}</source>
        <translation>{}, corte {}</translation>
    </message>
</context><context>
    <name>StoringIntents</name>
    <message>
        <location filename="../storing_intents.py" line="37" />
        <source>There is nothing to store yet.</source>
        <translation>Aún no hay nada que almacenar.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="38" />
        <source>Validate a region, measure something or mark a key image first.</source>
        <translation>Primero valide una región, mida algo o marque una imagen clave.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="68" />
        <source>{} saved in {} as {}.</source>
        <translation>{}: guardado en {} como {}.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="83" />
        <source>Writing the review</source>
        <translation>Escribiendo la revisión</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="109" />
        <source>{} of the outbox went out to {}.</source>
        <translation>{} de la cola de salida: enviado a {}.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="112" />
        <source>The outbox is empty.</source>
        <translation>La cola de salida está vacía.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="116" />
        <source>Still in the outbox: {}.</source>
        <translation>Aún en la cola de salida: {}.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="119" />
        <source>They are safe on this computer.</source>
        <translation>Están a salvo en este equipo.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="129" />
        <source>Sending the outbox</source>
        <translation>Enviando la cola de salida</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="141" />
        <source>Counting the outbox</source>
        <translation>Contando la cola de salida</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="157" />
        <source>The {} waits in the outbox: {}</source>
        <translation>{}: en espera en la cola de salida: {}</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="158" />
        <source>It is safe on this computer and goes out when the PACS is back.</source>
        <translation>Está a salvo en este equipo y saldrá cuando el PACS vuelva a estar disponible.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="171" />
        <source>{} stored in {} as {}.</source>
        <translation>{}: almacenado en {} como {}.</translation>
    </message>
    <message>
        <location filename="../storing_intents.py" line="185" />
        <source>Storing the {}</source>
        <translation>Almacenando: {}</translation>
    </message>
</context><context>
    <name>StudyModel</name>
    <message>
        <location filename="../study_table.py" line="48" />
        <source>Patient</source>
        <translation>Paciente</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="49" />
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="50" />
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="51" />
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="52" />
        <source>Mod.</source>
        <translation>Mod.</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="53" />
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="54" />
        <source>Accession</source>
        <translation>N.º acceso</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="55" />
        <source>Series</source>
        <translation>Series</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="56" />
        <source>Images</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="99" />
        <source>{} (open)</source>
        <translation>{} (abierto)</translation>
    </message>
</context><context>
    <name>StudyTable</name>
    <message>
        <location filename="../study_table.py" line="171" />
        <source>Studies</source>
        <translation>Estudios</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="173" />
        <source>Choose a study to list its series; right-click the headings to choose the columns</source>
        <translation>Elija un estudio para ver sus series; clic derecho en los encabezados para elegir las columnas</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="262" />
        <location filename="../study_table.py" line="180" />
        <source>No search yet</source>
        <translation>Sin búsqueda todavía</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="183" />
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="184" />
        <source>Ask the PACS for twice as many studies</source>
        <translation>Pedir al PACS el doble de estudios</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="186" />
        <source>Close these files and list the studies of the PACS again</source>
        <translation>Cerrar estos archivos y volver a listar los estudios del PACS</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="269" />
        <source>On this computer: {}</source>
        <translation>En este equipo: {}</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="271" />
        <source>Back to {}</source>
        <translation>Volver a {}</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="271" />
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="279" />
        <source>{} study</source>
        <translation>{} estudio</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="279" />
        <source>{} studies</source>
        <translation>{} estudios</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="281" />
        <source>Nothing found: loosen the search, e.g. with the wildcard *</source>
        <translation>Sin resultados: amplíe la búsqueda, p. ej. con el comodín *</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="283" />
        <source>{}; the PACS gives no more at once: narrow the search</source>
        <translation>{}; el PACS no da más de una vez: acote la búsqueda</translation>
    </message>
    <message>
        <location filename="../study_table.py" line="285" />
        <source>The first {}; there are more</source>
        <translation>Los primeros {}; hay más</translation>
    </message>
</context><context>
    <name>TagBrowser</name>
    <message>
        <location filename="../tag_browser.py" line="157" />
        <location filename="../tag_browser.py" line="143" />
        <source>DICOM elements</source>
        <translation>Elementos DICOM</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="152" />
        <location filename="../tag_browser.py" line="151" />
        <source>Search tag, keyword or value</source>
        <translation>Buscar tag, palabra clave o valor</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="289" />
        <location filename="../tag_browser.py" line="167" />
        <source>Copy value</source>
        <translation>Copiar valor</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="167" />
        <source>Copy the value of the row (Ctrl+C)</source>
        <translation>Copiar el valor de la fila (Ctrl+C)</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="290" />
        <location filename="../tag_browser.py" line="168" />
        <source>Copy row</source>
        <translation>Copiar fila</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="168" />
        <source>Copy tag, VR, keyword and value</source>
        <translation>Copiar tag, VR, palabra clave y valor</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="169" />
        <source>Copy all</source>
        <translation>Copiar todo</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="169" />
        <source>Copy all rows that are listed</source>
        <translation>Copiar todas las filas listadas</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="235" />
        <source>No slice is on screen.</source>
        <translation>No hay ningún corte en pantalla.</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="243" />
        <source>SOP Instance UID {}</source>
        <translation>SOP Instance UID {}</translation>
    </message>
    <message>
        <location filename="../tag_browser.py" line="254" />
        <source>Reading the elements</source>
        <translation>Leyendo los elementos</translation>
    </message>
</context><context>
    <name>ViewToolbar</name>
    <message>
        <location filename="../toolbar.py" line="31" />
        <source>Tools</source>
        <translation>Herramientas</translation>
    </message>
</context><context>
    <name>WelcomeDialog</name>
    <message>
        <location filename="../welcome.py" line="20" />
        <source>Welcome</source>
        <translation>Bienvenido</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="22" />
        <source>IODeep Viewer</source>
        <translation>IODeep Viewer</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="25" />
        <source>Shows studies of your PACS and, on one click, lets the network that fits the slice propose regions of interest. You decide on each of them.</source>
        <translation>Muestra los estudios de su PACS y, con un clic, deja que la red adecuada para el corte proponga regiones de interés. Usted decide sobre cada una.</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="34" />
        <source>Try the demo</source>
        <translation>Probar la demostración</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="35" />
        <source>Synthetic studies and four networks in a small archive inside this program. Nothing is needed.</source>
        <translation>Estudios sintéticos y cuatro redes en un pequeño archivo dentro de este programa. No hace falta nada.</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="39" />
        <source>Connect to a PACS</source>
        <translation>Conectar con un PACS</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="40" />
        <source>Enter host, port and AE title, and check the connection.</source>
        <translation>Indique host, puerto y AE title, y compruebe la conexión.</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="44" />
        <source>Open files of this computer</source>
        <translation>Abrir archivos de este equipo</translation>
    </message>
    <message>
        <location filename="../welcome.py" line="45" />
        <source>A folder with DICOM files, or one with a DICOMDIR.</source>
        <translation>Una carpeta con archivos DICOM, o una con un DICOMDIR.</translation>
    </message>
</context><context>
    <name>WhyDialog</name>
    <message>
        <location filename="../why_dialog.py" line="53" />
        <source>Why this network?</source>
        <translation>¿Por qué esta red?</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="66" />
        <source>Use this one</source>
        <translation>Usar esta</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="67" />
        <source>Prefer it from now on, on this computer, for images with these tags</source>
        <translation>Preferirla desde ahora, en este equipo, para imágenes con estos tags</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="68" />
        <source>Forget my choice</source>
        <translation>Olvidar mi elección</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="69" />
        <source>Take the newest that matches again</source>
        <translation>Volver a usar la más reciente que coincida</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="114" />
        <source>No network matches. {}</source>
        <translation>Ninguna red coincide. {}</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="115" />
        <source>“{}” is used: all its tags agree with this slice.</source>
        <translation>Se usa “{}”: todos sus tags concuerdan con este corte.</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="117" />
        <source>You chose it; {} other(s) match too.</source>
        <translation>La eligió usted; otras que coinciden: {}.</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="119" />
        <source>{} other(s) match too; the newest is taken unless you choose.</source>
        <translation>Otras que coinciden: {}; se usa la más reciente salvo que elija.</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="124" />
        <source>Body part</source>
        <translation>Parte del cuerpo</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="124" />
        <source>Study description</source>
        <translation>Descripción del estudio</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="126" />
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="127" />
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="128" />
        <source>Published</source>
        <translation>Publicada</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="129" />
        <source>Modality</source>
        <translation>Modalidad</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="130" />
        <source>Samples per pixel</source>
        <translation>Muestras por píxel</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="139" />
        <source>Networks in the PACS</source>
        <translation>Redes en el PACS</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="152" />
        <source> (replaced)</source>
        <translation> (sustituida)</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="163" />
        <source>– not asked</source>
        <translation>– no comprobado</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="182" />
        <source>{}, version {}</source>
        <translation>{}, versión {}</translation>
    </message>
    <message>
        <location filename="../why_dialog.py" line="185" />
        <source>Fetching the network with its card …</source>
        <translation>Recuperando la red con su ficha …</translation>
    </message>
</context><context>
    <name>_Row</name>
    <message>
        <location filename="../banner.py" line="114" />
        <source>Close this notice</source>
        <translation>Cerrar este aviso</translation>
    </message>
    <message>
        <location filename="../banner.py" line="115" />
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context><context>
    <name>choose_files</name>
    <message>
        <location filename="../choose_files.py" line="14" />
        <source>Open a folder of DICOM files</source>
        <translation>Abrir una carpeta de archivos DICOM</translation>
    </message>
    <message>
        <location filename="../choose_files.py" line="22" />
        <source>Save the structure set in a folder</source>
        <translation>Guardar el RT Structure Set en una carpeta</translation>
    </message>
    <message>
        <location filename="../choose_files.py" line="30" />
        <source>Open DICOM files or a ZIP</source>
        <translation>Abrir archivos DICOM o un ZIP</translation>
    </message>
    <message>
        <location filename="../choose_files.py" line="34" />
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <location filename="../choose_files.py" line="35" />
        <source>DICOM files and ZIPs (*.dcm *.dicom *.ima *.zip)</source>
        <translation>Archivos DICOM y ZIP (*.dcm *.dicom *.ima *.zip)</translation>
    </message>
    <message>
        <location filename="../choose_files.py" line="43" />
        <source>Open the DICOMDIR of a disc</source>
        <translation>Abrir el DICOMDIR de un disco</translation>
    </message>
</context></TS>
