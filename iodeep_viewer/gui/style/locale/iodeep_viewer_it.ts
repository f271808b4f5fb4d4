<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it_IT" sourcelanguage="en">
    <context>
    <name>About</name>
    <message>
        <source>For research use. Not a medical device.</source>
        <translation>Per uso di ricerca. Non è un dispositivo medico.</translation>
    </message>
    <message>
        <source>Everything proposed must be checked by a physician.</source>
        <translation>Tutto ciò che viene proposto deve essere verificato da un medico.</translation>
    </message>
    <message>
        <source>Trained networks are stored in the PACS as DICOM objects; the one that fits the slice proposes regions of interest, and the physician decides on each.</source>
        <translation>Le reti addestrate sono archiviate nel PACS come oggetti DICOM; quella adatta alla sezione propone regioni di interesse e il medico decide su ciascuna.</translation>
    </message>
    <message>
        <source>After: {}.</source>
        <translation>Da: {}.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Software libero con licenza GNU General Public License, versione 3 o successiva.</translation>
    </message>
    <message>
        <source>About IODeep Viewer</source>
        <translation>Informazioni su IODeep Viewer</translation>
    </message>
</context><context>
    <name>AiController</name>
    <message>
        <source>No slice is open.</source>
        <translation>Nessuna sezione è aperta.</translation>
    </message>
    <message>
        <source>Open a series first.</source>
        <translation>Aprire prima una serie.</translation>
    </message>
    <message>
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <source>The network proposes nothing new on this slice.</source>
        <translation>La rete non propone nulla di nuovo su questa sezione.</translation>
    </message>
    <message>
        <source>“{}” found nothing on this slice.</source>
        <translation>“{}” non ha trovato nulla su questa sezione.</translation>
    </message>
    <message>
        <source>That is not a finding of absence: check the slice yourself.</source>
        <translation>Non equivale a un reperto negativo: verificare di persona.</translation>
    </message>
    <message>
        <source>The network is reading this series already.</source>
        <translation>La rete sta già esaminando questa serie.</translation>
    </message>
    <message>
        <source>Esc stops it; its proposals stay.</source>
        <translation>Esc la interrompe; le sue proposte rimangono.</translation>
    </message>
</context><context>
    <name>AiPanel</name>
    <message>
        <source>Why?</source>
        <translation>Perché?</translation>
    </message>
    <message>
        <source>Why this network was chosen, its model card, and other networks</source>
        <translation>Perché è stata scelta questa rete, la scheda del modello e le altre reti</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Soglia</translation>
    </message>
    <message>
        <source>Probability from which a pixel belongs to a region. Moves the proposals of this slice; decided or edited ones stay.</source>
        <translation>Probabilità a partire dalla quale un pixel appartiene a una regione. Sposta le proposte di questa sezione; ciò che è deciso o modificato rimane.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Ripristina</translation>
    </message>
    <message>
        <source>Back to the network's own threshold</source>
        <translation>Torna alla soglia propria della rete</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Mappa di calore</translation>
    </message>
    <message>
        <source>Show the network's probabilities over the slice</source>
        <translation>Mostra le probabilità della rete sopra la sezione</translation>
    </message>
    <message>
        <source>Opacity of the heat map</source>
        <translation>Opacità della mappa di calore</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rete</translation>
    </message>
    <message>
        <source>Outline at</source>
        <translation>Contorno a</translation>
    </message>
    <message>
        <source>{} · version {}</source>
        <translation>{} · versione {}</translation>
    </message>
    <message>
        <source>Open a series: the network that fits is found by itself.</source>
        <translation>Aprire una serie: la rete adatta viene trovata automaticamente.</translation>
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
        <translation>Dentro allarga, fuori restringe · Ctrl: nuova regione · Shift+rotella o [ ]: raggio {:.1f} {}</translation>
    </message>
</context><context>
    <name>Card</name>
    <message>
        <source>Description</source>
        <translation>Descrizione</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Uso previsto</translation>
    </message>
    <message>
        <source>Limitations</source>
        <translation>Limiti</translation>
    </message>
    <message>
        <source>How good it is</source>
        <translation>Prestazioni</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>How the data were divided</source>
        <translation>Come sono stati suddivisi i dati</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>Pre-elaborazione</translation>
    </message>
    <message>
        <source>Postprocessing</source>
        <translation>Post-elaborazione</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Addestramento</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licenza</translation>
    </message>
    <message>
        <source>The network came without a card.</source>
        <translation>La rete è arrivata senza scheda.</translation>
    </message>
    <message>
        <source>The network's card cannot be read.</source>
        <translation>La scheda della rete non è leggibile.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sì</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
</context><context>
    <name>CardView</name>
    <message>
        <source>Model card</source>
        <translation>Scheda del modello</translation>
    </message>
</context><context>
    <name>Classes</name>
    <message>
        <source>AI: {}</source>
        <translation>IA: {}</translation>
    </message>
    <message>
        <source>Of the whole slice; not a finding</source>
        <translation>Dell'intera sezione; non è un reperto</translation>
    </message>
    <message>
        <source>AI: {} {} · not a finding</source>
        <translation>AI: {} {} · non è un reperto</translation>
    </message>
</context><context>
    <name>Commands</name>
    <message>
        <source>Brush: grow or shrink a region</source>
        <translation>Pennello: allarga o restringe una regione</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Pennello più piccolo</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Pennello più grande</translation>
    </message>
    <message>
        <source>Cut a region in two</source>
        <translation>Taglia in due una regione</translation>
    </message>
    <message>
        <source>Draw a region</source>
        <translation>Disegna una regione</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>Lente</translation>
    </message>
    <message>
        <source>Edit vertices</source>
        <translation>Modifica i vertici</translation>
    </message>
    <message>
        <source>Select and window</source>
        <translation>Seleziona e finestra</translation>
    </message>
    <message>
        <source>Arrow with a text</source>
        <translation>Freccia con un testo</translation>
    </message>
    <message>
        <source>Measure a length</source>
        <translation>Misura una lunghezza</translation>
    </message>
    <message>
        <source>Measure an angle</source>
        <translation>Misura un angolo</translation>
    </message>
    <message>
        <source>Values in a rectangle</source>
        <translation>Valori in un rettangolo</translation>
    </message>
    <message>
        <source>Values in an ellipse</source>
        <translation>Valori in un'ellisse</translation>
    </message>
    <message>
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <source>AI ROI on the whole series</source>
        <translation>AI ROI su tutta la serie</translation>
    </message>
    <message>
        <source>Validate the selected region; finish a drawing</source>
        <translation>Convalida la regione selezionata; termina un disegno</translation>
    </message>
    <message>
        <source>Reject the selected region</source>
        <translation>Rifiuta la regione selezionata</translation>
    </message>
    <message>
        <source>Validate all on this slice</source>
        <translation>Convalida tutte su questa sezione</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Regione successiva</translation>
    </message>
    <message>
        <source>Previous region</source>
        <translation>Regione precedente</translation>
    </message>
    <message>
        <source>Join the selected regions</source>
        <translation>Unisci le regioni selezionate</translation>
    </message>
    <message>
        <source>Smooth the outline</source>
        <translation>Leviga il contorno</translation>
    </message>
    <message>
        <source>Leave out vertices</source>
        <translation>Riduci i vertici</translation>
    </message>
    <message>
        <source>Copy to the previous slice</source>
        <translation>Copia sulla sezione precedente</translation>
    </message>
    <message>
        <source>Copy to the next slice</source>
        <translation>Copia sulla sezione successiva</translation>
    </message>
    <message>
        <source>Fill the slices between</source>
        <translation>Interpola le sezioni intermedie</translation>
    </message>
    <message>
        <source>Copy stored regions of this slice into the review</source>
        <translation>Copia nella revisione le regioni archiviate di questa sezione</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Ripeti</translation>
    </message>
    <message>
        <source>Why this network?</source>
        <translation>Perché questa rete?</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Sezione successiva</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Sezione precedente</translation>
    </message>
    <message>
        <source>10 slices on</source>
        <translation>10 sezioni avanti</translation>
    </message>
    <message>
        <source>10 slices back</source>
        <translation>10 sezioni indietro</translation>
    </message>
    <message>
        <source>First slice</source>
        <translation>Prima sezione</translation>
    </message>
    <message>
        <source>Last slice</source>
        <translation>Ultima sezione</translation>
    </message>
    <message>
        <source>Next series</source>
        <translation>Serie successiva</translation>
    </message>
    <message>
        <source>Previous series</source>
        <translation>Serie precedente</translation>
    </message>
    <message>
        <source>Key image on, off</source>
        <translation>Immagine chiave sì, no</translation>
    </message>
    <message>
        <source>DICOM elements …</source>
        <translation>Elementi DICOM …</translation>
    </message>
    <message>
        <source>Autoplay</source>
        <translation>Cine</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Più veloce</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Più lento</translation>
    </message>
    <message>
        <source>Window from the values</source>
        <translation>Finestra dai valori</translation>
    </message>
    <message>
        <source>Window of the image</source>
        <translation>Finestra dell'immagine</translation>
    </message>
    <message>
        <source>Window preset {}</source>
        <translation>Finestra predefinita {}</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Inverti</translation>
    </message>
    <message>
        <source>Go to the search</source>
        <translation>Vai alla ricerca</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Ripeti la ricerca</translation>
    </message>
    <message>
        <source>Open a folder …</source>
        <translation>Apri una cartella …</translation>
    </message>
    <message>
        <source>Open files or a ZIP …</source>
        <translation>Apri file o uno ZIP …</translation>
    </message>
    <message>
        <source>Open a DICOMDIR …</source>
        <translation>Apri un DICOMDIR …</translation>
    </message>
    <message>
        <source>Back from files to the PACS</source>
        <translation>Torna dai file al PACS</translation>
    </message>
    <message>
        <source>Store the review …</source>
        <translation>Archivia la revisione …</translation>
    </message>
    <message>
        <source>Save picture or video …</source>
        <translation>Salva immagine o video …</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Copia l'immagine</translation>
    </message>
    <message>
        <source>Send the outbox</source>
        <translation>Invia la coda in uscita</translation>
    </message>
    <message>
        <source>Close the series</source>
        <translation>Chiudi la serie</translation>
    </message>
    <message>
        <source>Preferences …</source>
        <translation>Preferenze …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Esci</translation>
    </message>
    <message>
        <source>Rotate clockwise</source>
        <translation>Ruota in senso orario</translation>
    </message>
    <message>
        <source>Rotate counterclockwise</source>
        <translation>Ruota in senso antiorario</translation>
    </message>
    <message>
        <source>Flip left and right</source>
        <translation>Rifletti destra e sinistra</translation>
    </message>
    <message>
        <source>Flip top and bottom</source>
        <translation>Rifletti alto e basso</translation>
    </message>
    <message>
        <source>Reset window, zoom and rotation</source>
        <translation>Ripristina finestra, zoom e rotazione</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <translation>Adatta al riquadro</translation>
    </message>
    <message>
        <source>Heat map of the network on, off</source>
        <translation>Mappa di calore della rete sì, no</translation>
    </message>
    <message>
        <source>Labels on, off</source>
        <translation>Etichette sì, no</translation>
    </message>
    <message>
        <source>Corner text on, off</source>
        <translation>Testo negli angoli sì, no</translation>
    </message>
    <message>
        <source>One viewport</source>
        <translation>Un riquadro</translation>
    </message>
    <message>
        <source>Two viewports</source>
        <translation>Due riquadri</translation>
    </message>
    <message>
        <source>Four viewports</source>
        <translation>Quattro riquadri</translation>
    </message>
    <message>
        <source>Next viewport</source>
        <translation>Riquadro successivo</translation>
    </message>
    <message>
        <source>Linked scrolling on, off</source>
        <translation>Scorrimento sincronizzato sì, no</translation>
    </message>
    <message>
        <source>Reference lines on, off</source>
        <translation>Linee di riferimento sì, no</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Schermo intero</translation>
    </message>
    <message>
        <source>Cancel the running work</source>
        <translation>Annulla l'operazione in corso</translation>
    </message>
    <message>
        <source>Take back the last point</source>
        <translation>Togli l'ultimo punto</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasti e mouse</translation>
    </message>
    <message>
        <source>About IODeep Viewer</source>
        <translation>Informazioni su IODeep Viewer</translation>
    </message>
</context><context>
    <name>Contents</name>
    <message>
        <source>segmentations</source>
        <translation>segmentazioni</translation>
    </message>
    <message>
        <source>structured reports</source>
        <translation>referti strutturati</translation>
    </message>
    <message>
        <source>presentation states</source>
        <translation>stati di presentazione</translation>
    </message>
    <message>
        <source>treatment plans</source>
        <translation>piani di trattamento</translation>
    </message>
    <message>
        <source>dose distributions</source>
        <translation>distribuzioni di dose</translation>
    </message>
    <message>
        <source>treatment records</source>
        <translation>registrazioni di trattamento</translation>
    </message>
    <message>
        <source>registrations</source>
        <translation>allineamenti di immagini</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>documenti</translation>
    </message>
    <message>
        <source>3-D models</source>
        <translation>modelli 3D</translation>
    </message>
    <message>
        <source>waveforms</source>
        <translation>tracciati</translation>
    </message>
    <message>
        <source>value mappings</source>
        <translation>conversioni di valori</translation>
    </message>
    <message>
        <source>annotations</source>
        <translation>annotazioni</translation>
    </message>
    <message>
        <source>fiducials</source>
        <translation>punti di riferimento</translation>
    </message>
    <message>
        <source>spectra</source>
        <translation>spettri</translation>
    </message>
    <message>
        <source>parametric maps</source>
        <translation>mappe parametriche</translation>
    </message>
    <message>
        <source>raw data</source>
        <translation>dati grezzi</translation>
    </message>
    <message>
        <source>objects of an unknown kind</source>
        <translation>oggetti di tipo sconosciuto</translation>
    </message>
    <message>
        <source>Not shown yet: {}.</source>
        <translation>Non ancora mostrati: {}.</translation>
    </message>
</context><context>
    <name>CornerText</name>
    <message>
        <source>Zoom {}</source>
        <translation>Zoom {}</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>invertita</translation>
    </message>
    <message>
        <source>Slice {}/{}</source>
        <translation>Sezione {}/{}</translation>
    </message>
    <message>
        <source>★ Key image</source>
        <translation>★ Immagine chiave</translation>
    </message>
    <message>
        <source>★ Key image, stored: {}</source>
        <translation>★ Immagine chiave, archiviata: {}</translation>
    </message>
</context><context>
    <name>Counts</name>
    <message>
        <source> and </source>
        <translation> e </translation>
    </message>
    <message>
        <source>{} region</source>
        <translation>{} regione</translation>
    </message>
    <message>
        <source>{} regions</source>
        <translation>{} regioni</translation>
    </message>
    <message>
        <source>{} measurement</source>
        <translation>{} misura</translation>
    </message>
    <message>
        <source>{} measurements</source>
        <translation>{} misure</translation>
    </message>
    <message>
        <source>{} key image</source>
        <translation>{} immagine chiave</translation>
    </message>
    <message>
        <source>{} key images</source>
        <translation>{} immagini chiave</translation>
    </message>
    <message>
        <source>{} slice</source>
        <translation>{} sezione</translation>
    </message>
    <message>
        <source>{} slices</source>
        <translation>{} sezioni</translation>
    </message>
    <message>
        <source>{} object</source>
        <translation>{} oggetto</translation>
    </message>
    <message>
        <source>{} objects</source>
        <translation>{} oggetti</translation>
    </message>
</context><context>
    <name>Crash</name>
    <message>
        <source>Unexpected error</source>
        <translation>Errore imprevisto</translation>
    </message>
    <message>
        <source>An unexpected error occurred. Your decisions so far are saved on this computer.</source>
        <translation>Si è verificato un errore imprevisto. Le decisioni prese finora sono salvate su questo computer.</translation>
    </message>
    <message>
        <source>Please report it with the details below, then go on or start again.</source>
        <translation>Segnalarlo con i dettagli qui sotto, poi continuare o riavviare.</translation>
    </message>
</context><context>
    <name>CutTool</name>
    <message>
        <source>Click the next point · double click or Enter: cut · Backspace: back · Esc: cancel</source>
        <translation>Clic sul punto successivo · doppio clic o Invio: taglia · Backspace: indietro · Esc: rinuncia</translation>
    </message>
    <message>
        <source>Drag a line across a region, from outside to outside</source>
        <translation>Trascinare una linea attraverso una regione, da fuori a fuori</translation>
    </message>
</context><context>
    <name>DecisionRecorder</name>
    <message>
        <source>The review is being stored.</source>
        <translation>Archiviazione della revisione in corso.</translation>
    </message>
    <message>
        <source>Wait a moment, then go on.</source>
        <translation>Attendere un momento, poi continuare.</translation>
    </message>
    <message>
        <source>Your decisions could not be written to this computer's disk.</source>
        <translation>Le decisioni non si sono potute scrivere sul disco di questo computer.</translation>
    </message>
    <message>
        <source>Store them now, and free some space: a crash would lose them.</source>
        <translation>Archiviarle ora e liberare spazio: un blocco le farebbe perdere.</translation>
    </message>
</context><context>
    <name>Demo</name>
    <message>
        <source>Starting the demo archive</source>
        <translation>Avvio dell'archivio dimostrativo</translation>
    </message>
</context><context>
    <name>DisplayPage</name>
    <message>
        <source>Viewports</source>
        <translation>Riquadri</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Uno</translation>
    </message>
    <message>
        <source>Two</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Four</source>
        <translation>Quattro</translation>
    </message>
    <message>
        <source>Text in the corners, orientation letters and scale bar</source>
        <translation>Testo negli angoli, lettere di orientamento e scala</translation>
    </message>
    <message>
        <source>Labels beside regions, all values beside measurements</source>
        <translation>Etichette accanto alle regioni, tutti i valori accanto alle misure</translation>
    </message>
    <message>
        <source>Viewports scroll together by position</source>
        <translation>I riquadri scorrono insieme per posizione</translation>
    </message>
    <message>
        <source>Lines where the active slice cuts the others</source>
        <translation>Linee dove la sezione attiva taglia le altre</translation>
    </message>
    <message>
        <source>When the viewer starts</source>
        <translation>All'avvio del visore</translation>
    </message>
    <message>
        <source>A change holds at once, too. The keys switch each of these while you read.</source>
        <translation>Una modifica vale anche subito. I tasti attivano o disattivano ciascuna voce durante la lettura.</translation>
    </message>
</context><context>
    <name>DrawTool</name>
    <message>
        <source>Click the next point · double click or Enter: close · Backspace: back · Esc: cancel</source>
        <translation>Clic sul punto successivo · doppio clic o Invio: chiudi · Backspace: indietro · Esc: rinuncia</translation>
    </message>
    <message>
        <source>Drag around a region, or click its points · Shift: add to the selected one</source>
        <translation>Trascinare attorno a una regione o fare clic sui suoi punti · Shift: aggiungi a quella selezionata</translation>
    </message>
</context><context>
    <name>EditTool</name>
    <message>
        <source>Click a region to change it</source>
        <translation>Fare clic su una regione per modificarla</translation>
    </message>
    <message>
        <source>Drag a vertex · double click an edge: add · Alt+click or Backspace: remove · drag inside: move</source>
        <translation>Trascinare un vertice · doppio clic su un lato: aggiungi · Alt+clic o Backspace: togli · trascinare all'interno: sposta</translation>
    </message>
</context><context>
    <name>EditingController</name>
    <message>
        <source>Region</source>
        <translation>Regione</translation>
    </message>
    <message>
        <source>The line divides several regions.</source>
        <translation>La linea divide più regioni.</translation>
    </message>
    <message>
        <source>Select the one to be cut.</source>
        <translation>Selezionare quella da tagliare.</translation>
    </message>
    <message>
        <source>The line divides no region.</source>
        <translation>La linea non divide nessuna regione.</translation>
    </message>
    <message>
        <source>Draw it across one, from outside to outside.</source>
        <translation>Tracciarla attraverso una regione, da fuori a fuori.</translation>
    </message>
    <message>
        <source>There is no further slice.</source>
        <translation>Non ci sono altre sezioni.</translation>
    </message>
    <message>
        <source>There is no stored region to copy on this slice.</source>
        <translation>Su questa sezione non ci sono regioni archiviate da copiare.</translation>
    </message>
    <message>
        <source>No region is selected.</source>
        <translation>Nessuna regione selezionata.</translation>
    </message>
    <message>
        <source>Click one first.</source>
        <translation>Fare prima clic su una regione.</translation>
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
        <translation>Parola chiave</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
</context><context>
    <name>Export</name>
    <message>
        <source>Picture (*.png)</source>
        <translation>Immagine (*.png)</translation>
    </message>
    <message>
        <source>Video (*.mp4)</source>
        <translation>Video (*.mp4)</translation>
    </message>
    <message>
        <source>Animated picture (*.apng)</source>
        <translation>Immagine animata (*.apng)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
</context><context>
    <name>ExportDialog</name>
    <message>
        <source>Save or copy the picture</source>
        <translation>Salva o copia l'immagine</translation>
    </message>
    <message>
        <source>This slice as a picture (PNG)</source>
        <translation>Questa sezione come immagine (PNG)</translation>
    </message>
    <message>
        <source>All {} slices as a video (MP4)</source>
        <translation>Tutte le {} sezioni come video (MP4)</translation>
    </message>
    <message>
        <source>All {} slices as an animated picture (APNG)</source>
        <translation>Tutte le {} sezioni come immagine animata (APNG)</translation>
    </message>
    <message>
        <source>Slices in a second</source>
        <translation>Sezioni al secondo</translation>
    </message>
    <message>
        <source>Regions and measurements</source>
        <translation>Regioni e misure</translation>
    </message>
    <message>
        <source>Text in the corners, letters, scale bar</source>
        <translation>Testo negli angoli, lettere, scala</translation>
    </message>
    <message>
        <source>Patient data: name, ID, dates</source>
        <translation>Dati del paziente: nome, ID, date</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Salva …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Copy the picture to the clipboard</source>
        <translation>Copia l'immagine negli appunti</translation>
    </message>
    <message>
        <source>Check the picture before you pass it on: images of this kind may have names written into them.</source>
        <translation>Guardare l'immagine prima di trasmetterla: immagini di questo tipo possono contenere nomi al loro interno.</translation>
    </message>
</context><context>
    <name>Exporter</name>
    <message>
        <source>with patient data</source>
        <translation>con dati del paziente</translation>
    </message>
    <message>
        <source>without patient data</source>
        <translation>senza dati del paziente</translation>
    </message>
    <message>
        <source>The picture is on the clipboard, {}.</source>
        <translation>L'immagine è negli appunti, {}.</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>Salvato: {}</translation>
    </message>
    <message>
        <source>Saving {}</source>
        <translation>Salvataggio di {}</translation>
    </message>
    <message>
        <source>There is no slice to save.</source>
        <translation>Non c'è nessuna sezione da salvare.</translation>
    </message>
    <message>
        <source>Open a series first.</source>
        <translation>Aprire prima una serie.</translation>
    </message>
</context><context>
    <name>Foreground</name>
    <message>
        <source>Waiting for the first image …</source>
        <translation>In attesa della prima immagine …</translation>
    </message>
    <message>
        <source>Search, then choose a series.</source>
        <translation>Cercare, poi scegliere una serie.</translation>
    </message>
    <message>
        <source>Click here, then choose a series; or drag one here.</source>
        <translation>Fare clic qui, poi scegliere una serie; oppure trascinarne una qui.</translation>
    </message>
</context><context>
    <name>GeneralPage</name>
    <message>
        <source>Your name as it is stored with approved findings</source>
        <translation>Il nome archiviato con i reperti approvati</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>Beyond this the images that were not viewed for longest are removed</source>
        <translation>Oltre questo limite vengono rimosse le immagini non guardate da più tempo</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Revisore</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Dimensione di testo e controlli</translation>
    </message>
    <message>
        <source>Image cache</source>
        <translation>Cache delle immagini</translation>
    </message>
    <message>
        <source>Language, size and image cache change at the next start.</source>
        <translation>Lingua, dimensione e cache delle immagini cambiano al prossimo avvio.</translation>
    </message>
</context><context>
    <name>HeatMap</name>
    <message>
        <source>No AI result here</source>
        <translation>Nessun risultato dell'IA qui</translation>
    </message>
    <message>
        <source>outline {}</source>
        <translation>contorno {}</translation>
    </message>
    <message>
        <source>AI probability,</source>
        <translation>Probabilità IA,</translation>
    </message>
    <message>
        <source>Not a finding</source>
        <translation>Non è un reperto</translation>
    </message>
    <message>
        <source>highest of: {}</source>
        <translation>massima tra: {}</translation>
    </message>
    <message>
        <source>Network's probability,</source>
        <translation>Probabilità della rete,</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>calibrata</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>non calibrata</translation>
    </message>
</context><context>
    <name>HelpDialog</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasti e mouse</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Mouse</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>Keys, drags and the wheel can be changed in the preferences.</source>
        <translation>Tasti, trascinamenti e rotella si possono cambiare nelle preferenze.</translation>
    </message>
</context><context>
    <name>Jobs</name>
    <message>
        <source>“{}” came to no end: there is a defect in the program.</source>
        <translation>“{}” non è giunto a termine: c'è un difetto nel programma.</translation>
    </message>
    <message>
        <source>Your decisions are kept; try again, or start the program again.</source>
        <translation>Le decisioni prese sono conservate; riprovare, o riavviare il programma.</translation>
    </message>
</context><context>
    <name>KeysPage</name>
    <message>
        <source>Find a command or key</source>
        <translation>Cerca un comando o un tasto</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Comando</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>Keys of the commands</source>
        <translation>Tasti dei comandi</translation>
    </message>
    <message>
        <source>New key of the chosen command</source>
        <translation>Nuovo tasto del comando scelto</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>Tasto usuale</translation>
    </message>
    <message>
        <source>Give the chosen command its usual keys again</source>
        <translation>Ridà al comando scelto i tasti usuali</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>Tutti i tasti usuali</translation>
    </message>
    <message>
        <source>Give one of them another key.</source>
        <translation>Assegnare un altro tasto a uno di essi.</translation>
    </message>
    <message>
        <source>Press a key:</source>
        <translation>Premere un tasto:</translation>
    </message>
    <message>
        <source>{} is the key of {}.</source>
        <translation>{} è il tasto di {}.</translation>
    </message>
</context><context>
    <name>LabelField</name>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Name of the selected regions: choose or type, then Enter</source>
        <translation>Nome delle regioni selezionate: scegliere o digitare, poi Invio</translation>
    </message>
    <message>
        <source>Select a region</source>
        <translation>Seleziona una regione</translation>
    </message>
</context><context>
    <name>MainWindow</name>
    <message>
        <source>Copy into the review</source>
        <translation>Copia nella revisione</translation>
    </message>
</context><context>
    <name>MarkedSlider</name>
    <message>
        <source>Slice</source>
        <translation>Sezione</translation>
    </message>
    <message>
        <source>Slices of the series; marks show regions: red proposed, green validated or stored; above: key images</source>
        <translation>Sezioni della serie; i segni indicano regioni: rosso proposte, verde convalidate o archiviate; in alto: immagini chiave</translation>
    </message>
</context><context>
    <name>MeasurementList</name>
    <message>
        <source>Values in the selected region</source>
        <translation>Valori nella regione selezionata</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>Mean ± SD</source>
        <translation>Media ± DS</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Sezione</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Misure</translation>
    </message>
    <message>
        <source>Choose a measurement to see its slice</source>
        <translation>Scegliere una misura per vederne la sezione</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>eliminarla</translation>
    </message>
    <message>
        <source>★ Key image</source>
        <translation>★ Immagine chiave</translation>
    </message>
    <message>
        <source>Stored in the PACS</source>
        <translation>Archiviata nel PACS</translation>
    </message>
    <message>
        <source>{}: {} ± {} {} (mean ± SD), {} to {}, {} pixels</source>
        <translation>{}: {} ± {} {} (media ± DS), da {} a {}, {} pixel</translation>
    </message>
</context><context>
    <name>Measurements</name>
    <message>
        <source>Length</source>
        <translation>Lunghezza</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Angolo</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rettangolo</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellisse</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Freccia</translation>
    </message>
    <message>
        <source>{} ± {} {}</source>
        <translation>{} ± {} {}</translation>
    </message>
    <message>
        <source>{} to {} {}</source>
        <translation>da {} a {} {}</translation>
    </message>
    <message>
        <source>{} pixels</source>
        <translation>{} pixel</translation>
    </message>
</context><context>
    <name>MeasuringController</name>
    <message>
        <source>This slice is marked in the PACS already: “{}”.</source>
        <translation>Questa sezione è già contrassegnata nel PACS: “{}”.</translation>
    </message>
    <message>
        <source>Stored findings cannot be changed here.</source>
        <translation>I reperti archiviati non si possono modificare qui.</translation>
    </message>
</context><context>
    <name>Menus</name>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regioni</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Immagine</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Finestra</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Strumenti</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aiuto</translation>
    </message>
</context><context>
    <name>ModalityField</name>
    <message>
        <source>Any modality</source>
        <translation>Tutte le modalità</translation>
    </message>
    <message>
        <source>Modalities</source>
        <translation>Modalità</translation>
    </message>
    <message>
        <source>Modalities in the study, e.g. CT, MR; empty means any</source>
        <translation>Modalità dello studio, ad es. CT, MR; vuoto significa tutte</translation>
    </message>
    <message>
        <source>Choose modalities</source>
        <translation>Scegli le modalità</translation>
    </message>
    <message>
        <source>Choose one or more modalities</source>
        <translation>Scegliere una o più modalità</translation>
    </message>
</context><context>
    <name>Mouse</name>
    <message>
        <source>window: sideways width, up and down center</source>
        <translation>finestra: ampiezza in orizzontale, centro in verticale</translation>
    </message>
    <message>
        <source>pan</source>
        <translation>sposta l'immagine</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoom</translation>
    </message>
    <message>
        <source>next, previous slice</source>
        <translation>sezione successiva, precedente</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>zoom sul puntatore</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rotella</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + rotella</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Trascinamento sinistro</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Trascinamento centrale</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Trascinamento destro</translation>
    </message>
    <message>
        <source>Left click</source>
        <translation>Clic sinistro</translation>
    </message>
    <message>
        <source>select a region</source>
        <translation>seleziona una regione</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Clic destro</translation>
    </message>
    <message>
        <source>menu</source>
        <translation>menu</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppio clic</translation>
    </message>
    <message>
        <source>fit, actual size</source>
        <translation>adatta, dimensione reale</translation>
    </message>
    <message>
        <source>Double click an arrow</source>
        <translation>Doppio clic su una freccia</translation>
    </message>
    <message>
        <source>change its text</source>
        <translation>ne cambia il testo</translation>
    </message>
    <message>
        <source>Drag a vertex</source>
        <translation>Trascinare un vertice</translation>
    </message>
    <message>
        <source>move it, on the selected region</source>
        <translation>lo sposta, sulla regione selezionata</translation>
    </message>
    <message>
        <source>Double click an edge</source>
        <translation>Doppio clic su un lato</translation>
    </message>
    <message>
        <source>add a vertex</source>
        <translation>aggiunge un vertice</translation>
    </message>
    <message>
        <source>Alt + click a vertex</source>
        <translation>Alt + clic su un vertice</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>lo toglie</translation>
    </message>
    <message>
        <source>Drag inside the selected region</source>
        <translation>Trascinare nella regione selezionata</translation>
    </message>
    <message>
        <source>move it</source>
        <translation>la sposta</translation>
    </message>
</context><context>
    <name>NavigationBar</name>
    <message>
        <source>◀  Previous</source>
        <translation>◀  Precedente</translation>
    </message>
    <message>
        <source>▶  Autoplay</source>
        <translation>▶  Cine</translation>
    </message>
    <message>
        <source>Next  ▶</source>
        <translation>Successiva  ▶</translation>
    </message>
    <message>
        <source>AI ROI</source>
        <translation>AI ROI</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Sezione precedente</translation>
    </message>
    <message>
        <source>Play the slices</source>
        <translation>Scorre le sezioni in cine</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>più veloce</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>più lento</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Sezione successiva</translation>
    </message>
    <message>
        <source>Let the matching network propose regions on this slice</source>
        <translation>La rete corrispondente propone regioni su questa sezione</translation>
    </message>
    <message>
        <source>arrow: the whole series</source>
        <translation>freccia: tutta la serie</translation>
    </message>
    <message>
        <source>Ⅱ  Pause</source>
        <translation>Ⅱ  Pausa</translation>
    </message>
</context><context>
    <name>NetworkController</name>
    <message>
        <source>Networks are in a PACS, and none is set up: enter one in the preferences (Ctrl+,).</source>
        <translation>Le reti stanno in un PACS e nessuno è configurato: inserirne uno nelle preferenze (Ctrl+,).</translation>
    </message>
    <message>
        <source>Searching for a network that fits …</source>
        <translation>Ricerca di una rete adatta …</translation>
    </message>
    <message>
        <source>Preparing the network …</source>
        <translation>Preparazione della rete …</translation>
    </message>
    <message>
        <source>Preparing the network</source>
        <translation>Preparazione della rete</translation>
    </message>
    <message>
        <source>Click AI ROI to search for a network.</source>
        <translation>Fare clic su AI ROI per cercare una rete.</translation>
    </message>
    <message>
        <source>Finding and fetching the network</source>
        <translation>Ricerca e recupero della rete</translation>
    </message>
    <message>
        <source>No PACS is set up.</source>
        <translation>Nessun PACS configurato.</translation>
    </message>
    <message>
        <source>Fetching the network's card</source>
        <translation>Recupero della scheda della rete</translation>
    </message>
</context><context>
    <name>NetworkState</name>
    <message>
        <source>{} is ready.</source>
        <translation>{} è pronta.</translation>
    </message>
    <message>
        <source>Outlines {what} on {images}</source>
        <translation>Contorna {what} su {images}</translation>
    </message>
    <message>
        <source>Frames {what} on {images}</source>
        <translation>Inquadra {what} su {images}</translation>
    </message>
    <message>
        <source>Classifies {images} slices: {what}</source>
        <translation>Classifica sezioni {images}: {what}</translation>
    </message>
    <message>
        <source>regions without a name</source>
        <translation>regioni senza nome</translation>
    </message>
</context><context>
    <name>NetworksPage</name>
    <message>
        <source>Nothing: I click AI ROI</source>
        <translation>Nulla: faccio clic su AI ROI</translation>
    </message>
    <message>
        <source>The slice on screen</source>
        <translation>La sezione sullo schermo</translation>
    </message>
    <message>
        <source>The whole series</source>
        <translation>Tutta la serie</translation>
    </message>
    <message>
        <source>AI ROI on opening</source>
        <translation>AI ROI all'apertura</translation>
    </message>
    <message>
        <source>Only where a network fits; you decide on its proposals, as always</source>
        <translation>Solo dove una rete è adatta; sulle sue proposte decide il medico, come sempre</translation>
    </message>
    <message>
        <source>Chosen networks</source>
        <translation>Reti scelte</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Dimentica</translation>
    </message>
    <message>
        <source>Take the newest network for these images again</source>
        <translation>Usa di nuovo la rete più recente per queste immagini</translation>
    </message>
    <message>
        <source>Places of weights</source>
        <translation>Posizioni dei pesi</translation>
    </message>
    <message>
        <source>When a series opens, AI ROI reads</source>
        <translation>All'apertura di una serie AI ROI esamina</translation>
    </message>
    <message>
        <source>Where several networks match, “Why?” lets you choose one. Your choices stand here.</source>
        <translation>Se corrispondono più reti, “Perché?” permette di sceglierne una. Le scelte sono elencate qui.</translation>
    </message>
    <message>
        <source>Weights outside of the PACS</source>
        <translation>Pesi fuori dal PACS</translation>
    </message>
    <message>
        <source>Weights outside of a network's object are fetched from these places alone, one on each line.</source>
        <translation>I pesi esterni all'oggetto della rete vengono recuperati solo da queste posizioni, una per riga.</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>colore</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grigio</translation>
    </message>
</context><context>
    <name>PacsPage</name>
    <message>
        <source>C-MOVE (C-GET where refused)</source>
        <translation>C-MOVE (C-GET se rifiutato)</translation>
    </message>
    <message>
        <source>New PACS</source>
        <translation>Nuovo PACS</translation>
    </message>
    <message>
        <source>PACS nodes</source>
        <translation>Nodi PACS</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Aggiungi</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Any name for this PACS</source>
        <translation>Un nome qualsiasi per questo PACS</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Name or address of the PACS</source>
        <translation>Nome o indirizzo del PACS</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Porta</translation>
    </message>
    <message>
        <source>Its DICOM port, for Orthanc 4242 by default</source>
        <translation>La sua porta DICOM, per Orthanc normalmente 4242</translation>
    </message>
    <message>
        <source>AE title</source>
        <translation>AE title</translation>
    </message>
    <message>
        <source>Its application entity title</source>
        <translation>Il suo application entity title</translation>
    </message>
    <message>
        <source>Our AE title</source>
        <translation>Nostro AE title</translation>
    </message>
    <message>
        <source>How the PACS knows this workstation</source>
        <translation>Come il PACS conosce questa stazione</translation>
    </message>
    <message>
        <source>Our port</source>
        <translation>Nostra porta</translation>
    </message>
    <message>
        <source>Where this workstation receives images by C-MOVE</source>
        <translation>Dove questa stazione riceve le immagini con C-MOVE</translation>
    </message>
    <message>
        <source>Retrieve by</source>
        <translation>Recupero con</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Tempo massimo</translation>
    </message>
    <message>
        <source>How long to wait for an answer of the PACS</source>
        <translation>Quanto attendere una risposta del PACS</translation>
    </message>
    <message>
        <source>Check connection</source>
        <translation>Verifica connessione</translation>
    </message>
    <message>
        <source>C-ECHO, a search and a test retrieve</source>
        <translation>C-ECHO, una ricerca e un recupero di prova</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Verifica in corso …</translation>
    </message>
    <message>
        <source>Checking the connection</source>
        <translation>Verifica della connessione</translation>
    </message>
    <message>
        <source>Two PACS have the same name.</source>
        <translation>Due PACS hanno lo stesso nome.</translation>
    </message>
    <message>
        <source>Give each its own.</source>
        <translation>Darne uno diverso a ciascuno.</translation>
    </message>
    <message>
        <source>The PACS that is marked in the list is the one in use.</source>
        <translation>Il PACS evidenziato nell'elenco è quello in uso.</translation>
    </message>
    <message>
        <source>No PACS is entered: “Add” begins with one.</source>
        <translation>Nessun PACS inserito: “Aggiungi” ne inizia uno.</translation>
    </message>
</context><context>
    <name>PreferencePages</name>
    <message>
        <source>General</source>
        <translation>Generale</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Reti</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Visualizzazione</translation>
    </message>
    <message>
        <source>PACS</source>
        <translation>PACS</translation>
    </message>
    <message>
        <source>Mouse and windows</source>
        <translation>Mouse e finestre</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
</context><context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferenze</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>Argomenti</translation>
    </message>
</context><context>
    <name>PriorList</name>
    <message>
        <source>Other studies of this patient</source>
        <translation>Altri studi di questo paziente</translation>
    </message>
    <message>
        <source>Click a study to list its series; open series stay open</source>
        <translation>Fare clic su uno studio per elencarne le serie; le serie aperte rimangono aperte</translation>
    </message>
    <message>
        <source>Other studies of this patient: {}</source>
        <translation>Altri studi di questo paziente: {}</translation>
    </message>
</context><context>
    <name>Proposal</name>
    <message>
        <source>AI, box</source>
        <translation>IA, riquadro</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>IA</translation>
    </message>
    <message>
        <source>AI, edited</source>
        <translation>IA, modificata</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Disegnata</translation>
    </message>
    <message>
        <source>The network's probability for this box.</source>
        <translation>La probabilità della rete per questo riquadro.</translation>
    </message>
    <message>
        <source>Mean of the network's probability inside the outline.</source>
        <translation>Media della probabilità della rete dentro il contorno.</translation>
    </message>
    <message>
        <source>It does not say how well the outline fits, nor how probable a disease is in this patient.</source>
        <translation>Non dice quanto il contorno sia preciso, né quanto una malattia sia probabile in questo paziente.</translation>
    </message>
    <message>
        <source>{}, version {}, outlined at {}</source>
        <translation>{}, versione {}, contorno a {}</translation>
    </message>
</context><context>
    <name>Reading</name>
    <message>
        <source>No PACS is set up.</source>
        <translation>Nessun PACS configurato.</translation>
    </message>
    <message>
        <source>Enter its host, port and AE title in the preferences (Ctrl+,).</source>
        <translation>Inserire host, porta e AE title nelle preferenze (Ctrl+,).</translation>
    </message>
</context><context>
    <name>ReadingController</name>
    <message>
        <source>This series is open already, from {}.</source>
        <translation>Questa serie è già aperta, da {}.</translation>
    </message>
    <message>
        <source>Close it there (Ctrl+W) to open it from here.</source>
        <translation>Chiuderla lì (Ctrl+W) per aprirla da qui.</translation>
    </message>
    <message>
        <source>Opening the series</source>
        <translation>Apertura della serie</translation>
    </message>
    <message>
        <source>{} that was not stored is here again.</source>
        <translation>Di nuovo qui, non ancora archiviata: {}.</translation>
    </message>
    <message>
        <source>{} that were not stored are here again.</source>
        <translation>Di nuovo qui, non ancora archiviate: {}.</translation>
    </message>
    <message>
        <source>Go on where you were, then store them.</source>
        <translation>Riprendere da dove si era rimasti, poi archiviare.</translation>
    </message>
    <message>
        <source>Fetching stored findings</source>
        <translation>Recupero dei reperti archiviati</translation>
    </message>
</context><context>
    <name>ReadingPage</name>
    <message>
        <source>Window presets</source>
        <translation>Finestre predefinite</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Center</source>
        <translation>Centro</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Ampiezza</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalità</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Aggiungi</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Usual presets</source>
        <translation>Predefinite usuali</translation>
    </message>
    <message>
        <source>Window: center and width</source>
        <translation>Finestra: centro e ampiezza</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Sposta l'immagine</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Next, previous slice (with Ctrl: zoom)</source>
        <translation>Sezione successiva, precedente (con Ctrl: zoom)</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Trascinamento sinistro</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Trascinamento centrale</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Trascinamento destro</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rotella</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Mouse</translation>
    </message>
    <message>
        <source>Zoom (with Ctrl: slices)</source>
        <translation>Zoom (con Ctrl: sezioni)</translation>
    </message>
    <message>
        <source>The first has the key 2, the next 3, and so on. No modality: for all images.</source>
        <translation>La prima ha il tasto 2, la successiva 3 e così via. Senza modalità: per tutte le immagini.</translation>
    </message>
    <message>
        <source>New preset</source>
        <translation>Nuova finestra</translation>
    </message>
    <message>
        <source>The window preset “{}” has a center or width that is no number.</source>
        <translation>La finestra predefinita “{}” ha un centro o un'ampiezza che non è un numero.</translation>
    </message>
    <message>
        <source>Write plain numbers, such as 40 and 400.</source>
        <translation>Scrivere numeri semplici, come 40 e 400.</translation>
    </message>
</context><context>
    <name>RecordBlocks</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nascita</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sesso</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ora</translation>
    </message>
    <message>
        <source>Study ID</source>
        <translation>ID studio</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>N. accesso</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Istituto</translation>
    </message>
    <message>
        <source>Referring</source>
        <translation>Richiedente</translation>
    </message>
    <message>
        <source>Study UID</source>
        <translation>UID studio</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Paziente</translation>
    </message>
</context><context>
    <name>RoiLayer</name>
    <message>
        <source>{} — stored, {}</source>
        <translation>{} — archiviata, {}</translation>
    </message>
</context><context>
    <name>RoiModel</name>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Sezione</translation>
    </message>
    <message>
        <source>Prob.</source>
        <translation>Prob.</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Validated</source>
        <translation>Convalidata</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Proposta</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Approvata</translation>
    </message>
    <message>
        <source>Unapproved</source>
        <translation>Non approvata</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rifiutata</translation>
    </message>
    <message>
        <source>{}, revised</source>
        <translation>{}, poi rivisto</translation>
    </message>
    <message>
        <source>{}: {} by {} on {}. Right click copies it into the review.</source>
        <translation>{}: {} da {} il {}. Il clic destro la copia nella revisione.</translation>
    </message>
    <message>
        <source>A structure set that was stored later revises it.</source>
        <translation>Un RT Structure Set archiviato più tardi lo rivede.</translation>
    </message>
</context><context>
    <name>RoiPanel</name>
    <message>
        <source>Validate</source>
        <translation>Convalida</translation>
    </message>
    <message>
        <source>Accept the selected regions</source>
        <translation>Accetta le regioni selezionate</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rifiuta</translation>
    </message>
    <message>
        <source>Refuse the selected regions</source>
        <translation>Rifiuta le regioni selezionate</translation>
    </message>
    <message>
        <source>bring them back</source>
        <translation>riportarle</translation>
    </message>
    <message>
        <source>Validate all on slice</source>
        <translation>Convalida tutte sulla sezione</translation>
    </message>
    <message>
        <source>Accept every proposed region on this slice</source>
        <translation>Accetta tutte le regioni proposte su questa sezione</translation>
    </message>
    <message>
        <source>Store …</source>
        <translation>Archivia …</translation>
    </message>
    <message>
        <source>Store validated regions, measurements and key images in the PACS</source>
        <translation>Archivia nel PACS regioni convalidate, misure e immagini chiave</translation>
    </message>
    <message>
        <source>Regions of interest</source>
        <translation>Regioni di interesse</translation>
    </message>
</context><context>
    <name>RoiTable</name>
    <message>
        <source>Regions of interest</source>
        <translation>Regioni di interesse</translation>
    </message>
    <message>
        <source>Choose regions, several with Ctrl+click</source>
        <translation>Scegliere le regioni, più di una con Ctrl+clic</translation>
    </message>
    <message>
        <source>step through them</source>
        <translation>scorrerle</translation>
    </message>
</context><context>
    <name>SavedSearches</name>
    <message>
        <source>Saved searches</source>
        <translation>Ricerche salvate</translation>
    </message>
    <message>
        <source>Choose a saved search to search for it</source>
        <translation>Scegliere una ricerca salvata per eseguirla</translation>
    </message>
    <message>
        <source>Save, rename or delete a search</source>
        <translation>Salva, rinomina o elimina una ricerca</translation>
    </message>
    <message>
        <source>Recent ▾</source>
        <translation>Recenti ▾</translation>
    </message>
    <message>
        <source>Studies opened last</source>
        <translation>Ultimi studi aperti</translation>
    </message>
    <message>
        <source>Save this search …</source>
        <translation>Salva questa ricerca …</translation>
    </message>
    <message>
        <source>Rename “{}” …</source>
        <translation>Rinomina “{}” …</translation>
    </message>
    <message>
        <source>Delete “{}”</source>
        <translation>Elimina “{}”</translation>
    </message>
    <message>
        <source>No study was opened yet</source>
        <translation>Nessuno studio ancora aperto</translation>
    </message>
    <message>
        <source>Forget recent studies</source>
        <translation>Dimentica gli studi recenti</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Salva questa ricerca</translation>
    </message>
    <message>
        <source>Rename the search</source>
        <translation>Rinomina la ricerca</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nome:</translation>
    </message>
</context><context>
    <name>SearchController</name>
    <message>
        <source>Searching</source>
        <translation>Ricerca in corso</translation>
    </message>
    <message>
        <source>Listing the series</source>
        <translation>Elenco delle serie</translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation>Lettura dei file</translation>
    </message>
    <message>
        <source>{} of the {} series of this study cannot be listed.</source>
        <translation>{} delle {} serie di questo studio non si possono elencare.</translation>
    </message>
    <message>
        <source>Search again; if they are still missing, ask the PACS administrator: their UIDs may be damaged.</source>
        <translation>Ripetere la ricerca; se continuano a mancare, rivolgersi all’amministratore del PACS: i loro UID potrebbero essere danneggiati.</translation>
    </message>
    <message>
        <source>Searching for other studies of the patient</source>
        <translation>Ricerca di altri studi del paziente</translation>
    </message>
    <message>
        <source>Drawing the series</source>
        <translation>Preparazione delle anteprime</translation>
    </message>
</context><context>
    <name>SearchPanel</name>
    <message>
        <source>Search</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>Whole, or with the wildcards * (anything) and ? (one character)</source>
        <translation>Intero, o con i caratteri jolly * (qualsiasi testo) e ? (un carattere)</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>Nome del paziente</translation>
    </message>
    <message>
        <source>Family name or its beginning, then a comma and the given name; or with wildcards: *ARIA, R?SSI</source>
        <translation>Cognome o il suo inizio, poi una virgola e il nome; o con caratteri jolly: *ARIA, R?SSI</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>ID paziente</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>Numero di accesso</translation>
    </message>
    <message>
        <source>Study description</source>
        <translation>Descrizione dello studio</translation>
    </message>
    <message>
        <source>Any part of it; wildcards * and ?</source>
        <translation>Una parte qualsiasi; caratteri jolly * e ?</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Qualsiasi data</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Oggi</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ieri</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Ultimi 7 giorni</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Ultimi 30 giorni</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>Dal – al</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>Data dello studio</translation>
    </message>
    <message>
        <source>First date</source>
        <translation>Prima data</translation>
    </message>
    <message>
        <source>Last date</source>
        <translation>Ultima data</translation>
    </message>
    <message>
        <source>Search the PACS (Enter)</source>
        <translation>Cerca nel PACS (Invio)</translation>
    </message>
    <message>
        <source>repeat the last search</source>
        <translation>ripetere l'ultima ricerca</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Svuota</translation>
    </message>
    <message>
        <source>Empty all fields</source>
        <translation>Svuota tutti i campi</translation>
    </message>
</context><context>
    <name>SeriesList</name>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Click a series to open it, or drag it onto a viewport</source>
        <translation>Fare clic su una serie per aprirla o trascinarla su un riquadro</translation>
    </message>
    <message>
        <source>step through them</source>
        <translation>scorrerle</translation>
    </message>
    <message>
        <source>Series: {}</source>
        <translation>Serie: {}</translation>
    </message>
    <message>
        <source>Not images. Structure sets are shown on the images that they belong to.</source>
        <translation>Non sono immagini. Gli RT Structure Set sono mostrati sulle immagini a cui appartengono.</translation>
    </message>
    <message>
        <source>, {} here</source>
        <translation>, {} qui</translation>
    </message>
    <message>
        <source>● open{}</source>
        <translation>● aperta{}</translation>
    </message>
    <message>
        <source>Without description</source>
        <translation>Senza descrizione</translation>
    </message>
    <message>
        <source>{} image</source>
        <translation>{} immagine</translation>
    </message>
    <message>
        <source>{} images</source>
        <translation>{} immagini</translation>
    </message>
    <message>
        <source>{} object</source>
        <translation>{} oggetto</translation>
    </message>
    <message>
        <source>{} objects</source>
        <translation>{} oggetti</translation>
    </message>
</context><context>
    <name>SeriesRunner</name>
    <message>
        <source>AI ROI: slice {} of {}</source>
        <translation>AI ROI: sezione {} di {}</translation>
    </message>
    <message>
        <source>AI ROI on the series</source>
        <translation>AI ROI sulla serie</translation>
    </message>
    <message>
        <source>AI ROI was stopped.</source>
        <translation>AI ROI è stata interrotta.</translation>
    </message>
    <message>
        <source>“{}” classified {}.</source>
        <translation>“{}” ha classificato {}.</translation>
    </message>
    <message>
        <source>“{}” read {}: regions on {}, none on {}; new proposals: {}.</source>
        <translation>“{}” ha esaminato {}: con regioni {}, senza {}; nuove proposte: {}.</translation>
    </message>
    <message>
        <source>{} left out because of other tags ({}).</source>
        <translation>Escluse per tag diversi: {} ({}).</translation>
    </message>
    <message>
        <source>It failed on {}: {}</source>
        <translation>Non è riuscita su {}: {}</translation>
    </message>
    <message>
        <source>The series was still arriving: start again for the rest.</source>
        <translation>La serie era ancora in arrivo: riavviare per il resto.</translation>
    </message>
    <message>
        <source>Where it proposes nothing, that is not a finding of absence: check the slices yourself.</source>
        <translation>Dove non propone nulla non è un reperto negativo: verificare di persona.</translation>
    </message>
</context><context>
    <name>Sex</name>
    <message>
        <source>Male</source>
        <translation>Maschile</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Femminile</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Altro</translation>
    </message>
</context><context>
    <name>SliceView</name>
    <message>
        <source>Slice, viewport {}</source>
        <translation>Sezione, riquadro {}</translation>
    </message>
</context><context>
    <name>StatusBar</name>
    <message>
        <source>Stored objects that are not in the PACS yet; click to send them again</source>
        <translation>Oggetti archiviati che non sono ancora nel PACS; fare clic per inviarli di nuovo</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avanzamento</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Stop the running work</source>
        <translation>Interrompe l'operazione in corso</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connesso</translation>
    </message>
    <message>
        <source>last request failed</source>
        <translation>ultima richiesta non riuscita</translation>
    </message>
    <message>
        <source>No PACS set up</source>
        <translation>Nessun PACS configurato</translation>
    </message>
    <message>
        <source>Outbox: {}</source>
        <translation>Coda in uscita: {}</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Salvataggio …</translation>
    </message>
    <message>
        <source>Your last decisions are being written to the disk</source>
        <translation>Le tue ultime decisioni vengono scritte sul disco</translation>
    </message>
    <message>
        <source>⚠ Decisions not saved</source>
        <translation>⚠ Decisioni non salvate</translation>
    </message>
    <message>
        <source>Your last decisions could not be written to this computer's disk. Free some space or store them; it is tried again with your next decision.</source>
        <translation>Non è stato possibile scrivere le tue ultime decisioni sul disco di questo computer. Libera spazio o archiviale; alla prossima decisione si riprova.</translation>
    </message>
</context><context>
    <name>StoreDialog</name>
    <message>
        <source>Store the review</source>
        <translation>Archivia la revisione</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(senza nome)</translation>
    </message>
    <message>
        <source>Patient: {}, {}</source>
        <translation>Paziente: {}, {}</translation>
    </message>
    <message>
        <source>(no ID)</source>
        <translation>(senza ID)</translation>
    </message>
    <message>
        <source>Study: {}, {}</source>
        <translation>Studio: {}, {}</translation>
    </message>
    <message>
        <source>(no description)</source>
        <translation>(senza descrizione)</translation>
    </message>
    <message>
        <source>Family name, given name</source>
        <translation>Cognome, nome</translation>
    </message>
    <message>
        <source>Reviewer name</source>
        <translation>Nome del revisore</translation>
    </message>
    <message>
        <source>Structure set label</source>
        <translation>Etichetta dell'RT Structure Set</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Archivia</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Revisore</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>{} not decided yet: not sent, kept on this computer.</source>
        <translation>In attesa di decisione: {}. Non si inviano, restano su questo computer.</translation>
    </message>
    <message>
        <source>a folder that you choose next (no PACS is set up)</source>
        <translation>una cartella da scegliere subito dopo (nessun PACS configurato)</translation>
    </message>
    <message>
        <source>{} will be written as one RT Structure Set with approval status APPROVED, and stored in {}:</source>
        <translation>{}: da scrivere in un RT Structure Set con stato di approvazione APPROVED e archiviare in {}:</translation>
    </message>
    <message>
        <source>…  and {} more</source>
        <translation>…  e altre {}</translation>
    </message>
    <message>
        <source>{} will be written as a Key Object Selection, and stored in {}: slice {}.</source>
        <translation>{}: da scrivere in una Key Object Selection e archiviare in {}: sezione {}.</translation>
    </message>
    <message>
        <source>{}, slice {}</source>
        <translation>{}, sezione {}</translation>
    </message>
</context><context>
    <name>StoringController</name>
    <message>
        <source>There is nothing to store yet.</source>
        <translation>Non c'è ancora nulla da archiviare.</translation>
    </message>
    <message>
        <source>Validate a region, measure something or mark a key image first.</source>
        <translation>Prima convalidare una regione, misurare qualcosa o segnare un'immagine chiave.</translation>
    </message>
    <message>
        <source>{} saved in {} as {}.</source>
        <translation>{}: salvataggio in {} come {} riuscito.</translation>
    </message>
    <message>
        <source>Writing the review</source>
        <translation>Scrittura della revisione</translation>
    </message>
    <message>
        <source>{} of the outbox: sent to {}.</source>
        <translation>{} della coda in uscita: invio a {} riuscito.</translation>
    </message>
    <message>
        <source>The outbox is empty.</source>
        <translation>La coda in uscita è vuota.</translation>
    </message>
    <message>
        <source>Still in the outbox: {}.</source>
        <translation>Ancora nella coda in uscita: {}.</translation>
    </message>
    <message>
        <source>They are safe on this computer.</source>
        <translation>Sono al sicuro su questo computer.</translation>
    </message>
    <message>
        <source>Sending the outbox</source>
        <translation>Invio della coda in uscita</translation>
    </message>
    <message>
        <source>Counting the outbox</source>
        <translation>Conteggio della coda in uscita</translation>
    </message>
    <message>
        <source>The {} waits in the outbox: {}</source>
        <translation>{}: in attesa nella coda in uscita: {}</translation>
    </message>
    <message>
        <source>It is safe on this computer and goes out when the PACS is back.</source>
        <translation>È al sicuro su questo computer e partirà quando il PACS sarà di nuovo raggiungibile.</translation>
    </message>
    <message>
        <source>{} stored in {} as {}.</source>
        <translation>{}: archiviazione in {} come {} riuscita.</translation>
    </message>
    <message>
        <source>Storing the {}</source>
        <translation>Archiviazione: {}</translation>
    </message>
</context><context>
    <name>StudyModel</name>
    <message>
        <source>Patient</source>
        <translation>Paziente</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ora</translation>
    </message>
    <message>
        <source>Mod.</source>
        <translation>Mod.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descrizione</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>N. accesso</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Immagini</translation>
    </message>
    <message>
        <source>{} (open)</source>
        <translation>{} (aperto)</translation>
    </message>
</context><context>
    <name>StudyTable</name>
    <message>
        <source>Studies</source>
        <translation>Studi</translation>
    </message>
    <message>
        <source>Choose a study to list its series; right-click the headings to choose the columns</source>
        <translation>Scegliere uno studio per elencarne le serie; clic destro sulle intestazioni per scegliere le colonne</translation>
    </message>
    <message>
        <source>No search yet</source>
        <translation>Nessuna ricerca</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Altri</translation>
    </message>
    <message>
        <source>Ask the PACS for twice as many studies</source>
        <translation>Chiede al PACS il doppio degli studi</translation>
    </message>
    <message>
        <source>Close these files and list the studies of the PACS again</source>
        <translation>Chiude questi file ed elenca di nuovo gli studi del PACS</translation>
    </message>
    <message>
        <source>On this computer: {}</source>
        <translation>Su questo computer: {}</translation>
    </message>
    <message>
        <source>Back to {}</source>
        <translation>Torna a {}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>{} study</source>
        <translation>{} studio</translation>
    </message>
    <message>
        <source>{} studies</source>
        <translation>{} studi</translation>
    </message>
    <message>
        <source>Nothing found: loosen the search, e.g. with the wildcard *</source>
        <translation>Nessun risultato: allargare la ricerca, ad es. con il carattere jolly *</translation>
    </message>
    <message>
        <source>{}; the PACS gives no more at once: narrow the search</source>
        <translation>{}; il PACS non ne dà altri in una volta: restringere la ricerca</translation>
    </message>
    <message>
        <source>The first {}; there are more</source>
        <translation>I primi {}; ce ne sono altri</translation>
    </message>
</context><context>
    <name>TagBrowser</name>
    <message>
        <source>DICOM elements</source>
        <translation>Elementi DICOM</translation>
    </message>
    <message>
        <source>Search tag, keyword or value</source>
        <translation>Cerca tag, parola chiave o valore</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copia valore</translation>
    </message>
    <message>
        <source>Copy the value of the row (Ctrl+C)</source>
        <translation>Copia il valore della riga (Ctrl+C)</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Copia riga</translation>
    </message>
    <message>
        <source>Copy tag, VR, keyword and value</source>
        <translation>Copia tag, VR, parola chiave e valore</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copia tutto</translation>
    </message>
    <message>
        <source>Copy all rows that are listed</source>
        <translation>Copia tutte le righe elencate</translation>
    </message>
    <message>
        <source>No slice is on screen.</source>
        <translation>Nessuna sezione sullo schermo.</translation>
    </message>
    <message>
        <source>SOP Instance UID {}</source>
        <translation>SOP Instance UID {}</translation>
    </message>
    <message>
        <source>Reading the elements</source>
        <translation>Lettura degli elementi</translation>
    </message>
</context><context>
    <name>TextField</name>
    <message>
        <source>Text, then Enter</source>
        <translation>Testo, poi Invio</translation>
    </message>
    <message>
        <source>Text beside the arrow</source>
        <translation>Testo accanto alla freccia</translation>
    </message>
</context><context>
    <name>UnwrittenDialog</name>
    <message>
        <source>Decisions not saved</source>
        <translation>Decisioni non salvate</translation>
    </message>
    <message>
        <source>Your last decisions could not be written to this computer's disk.</source>
        <translation>Non è stato possibile scrivere le tue ultime decisioni sul disco di questo computer.</translation>
    </message>
    <message>
        <source>Stay, and store them or free some space. Closed now, they are lost.</source>
        <translation>Resta, e archiviale o libera spazio. Se chiudi ora, vanno perse.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Resta</translation>
    </message>
    <message>
        <source>Close and lose them</source>
        <translation>Chiudi e perdile</translation>
    </message>
</context><context>
    <name>ViewToolbar</name>
    <message>
        <source>Tools</source>
        <translation>Strumenti</translation>
    </message>
</context><context>
    <name>WelcomeDialog</name>
    <message>
        <source>Welcome</source>
        <translation>Benvenuto</translation>
    </message>
    <message>
        <source>IODeep Viewer</source>
        <translation>IODeep Viewer</translation>
    </message>
    <message>
        <source>Shows studies of your PACS and, on one click, lets the network that fits the slice propose regions of interest. You decide on each of them.</source>
        <translation>Mostra gli studi del PACS e, con un clic, lascia che la rete adatta alla sezione proponga regioni di interesse. Su ciascuna decide il medico.</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Prova la dimostrazione</translation>
    </message>
    <message>
        <source>Synthetic studies and four networks in a small archive inside this program. Nothing is needed.</source>
        <translation>Studi sintetici e quattro reti in un piccolo archivio dentro questo programma. Non serve nulla.</translation>
    </message>
    <message>
        <source>Connect to a PACS</source>
        <translation>Connetti a un PACS</translation>
    </message>
    <message>
        <source>Enter host, port and AE title, and check the connection.</source>
        <translation>Inserire host, porta e AE title e verificare la connessione.</translation>
    </message>
    <message>
        <source>Open files of this computer</source>
        <translation>Apri file di questo computer</translation>
    </message>
    <message>
        <source>A folder with DICOM files, or one with a DICOMDIR.</source>
        <translation>Una cartella con file DICOM, o una con un DICOMDIR.</translation>
    </message>
</context><context>
    <name>WhyDialog</name>
    <message>
        <source>Why this network?</source>
        <translation>Perché questa rete?</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Usa questa</translation>
    </message>
    <message>
        <source>Prefer it from now on, on this computer, for images with these tags</source>
        <translation>Preferirla d'ora in poi, su questo computer, per immagini con questi tag</translation>
    </message>
    <message>
        <source>Forget my choice</source>
        <translation>Dimentica la mia scelta</translation>
    </message>
    <message>
        <source>Take the newest that matches again</source>
        <translation>Usa di nuovo la più recente che corrisponde</translation>
    </message>
    <message>
        <source>No network matches. {}</source>
        <translation>Nessuna rete corrisponde. {}</translation>
    </message>
    <message>
        <source>“{}” is used: all its tags agree with this slice.</source>
        <translation>Si usa “{}”: tutti i suoi tag concordano con questa sezione.</translation>
    </message>
    <message>
        <source>You chose it; {} other(s) match too.</source>
        <translation>È stata scelta a mano; altre che corrispondono: {}.</translation>
    </message>
    <message>
        <source>{} other(s) match too; the newest is taken unless you choose.</source>
        <translation>Altre che corrispondono: {}; si usa la più recente, salvo scelta diversa.</translation>
    </message>
    <message>
        <source>Body part</source>
        <translation>Parte del corpo</translation>
    </message>
    <message>
        <source>Study description</source>
        <translation>Descrizione dello studio</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rete</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versione</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Pubblicata</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalità</translation>
    </message>
    <message>
        <source>Samples per pixel</source>
        <translation>Campioni per pixel</translation>
    </message>
    <message>
        <source>Networks in the PACS</source>
        <translation>Reti nel PACS</translation>
    </message>
    <message>
        <source> (replaced)</source>
        <translation> (sostituita)</translation>
    </message>
    <message>
        <source>– not asked</source>
        <translation>– non verificato</translation>
    </message>
    <message>
        <source>{}, version {}</source>
        <translation>{}, versione {}</translation>
    </message>
    <message>
        <source>Fetching the network with its card …</source>
        <translation>Recupero della rete con la sua scheda …</translation>
    </message>
</context><context>
    <name>_Row</name>
    <message>
        <source>Close this notice</source>
        <translation>Chiudi questo avviso</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context><context>
    <name>choose_files</name>
    <message>
        <source>Open a folder of DICOM files</source>
        <translation>Apri una cartella di file DICOM</translation>
    </message>
    <message>
        <source>Save the structure set in a folder</source>
        <translation>Salva l'RT Structure Set in una cartella</translation>
    </message>
    <message>
        <source>Open DICOM files or a ZIP</source>
        <translation>Apri file DICOM o uno ZIP</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
    <message>
        <source>DICOM files and ZIPs (*.dcm *.dicom *.ima *.zip)</source>
        <translation>File DICOM e ZIP (*.dcm *.dicom *.ima *.zip)</translation>
    </message>
    <message>
        <source>Open the DICOMDIR of a disc</source>
        <translation>Apri il DICOMDIR di un disco</translation>
    </message>
</context></TS>
